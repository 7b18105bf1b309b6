using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.ML;
using MlNetDl.Benchmarks.Tables;
using MlNetDl.Samples.Penguins;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Serving;

/// <summary>What a service answers in a second, to clients on the same machine that each wait for their answer.</summary>
internal sealed class RequestsCommand : AsyncCommand<RequestsCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--url <URL>")]
        [Description("Where samples/Service listens, with the model of the penguins sample.")]
        [DefaultValue("http://localhost:5000")]
        public string Url { get; init; } = "";

        [CommandOption("--seconds <COUNT>")]
        [Description("How long each kind of request is sent, after a second that is not counted.")]
        [DefaultValue(5)]
        public int Seconds { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri(settings.Url) };
        var rows = Rows();
        var table = new MarkdownTable("rows a request", "clients", "requests/s", "rows/s", "median, ms");
        foreach (var (size, clients) in new[] { (1, 1), (1, 8), (100, 1), (100, 8), (rows.Length, 8) })
        {
            var body = size == 1 ? rows[0] : $"[{string.Join(',', rows.Take(size))}]";
            await SendAsync(http, body, clients, TimeSpan.FromSeconds(1), cancellationToken);
            var start = Stopwatch.GetTimestamp();
            var milliseconds = await SendAsync(http, body, clients, TimeSpan.FromSeconds(settings.Seconds), cancellationToken);
            var rate = milliseconds.Length / Stopwatch.GetElapsedTime(start).TotalSeconds;
            table.Add($"{size}", $"{clients}", $"{rate:N0}", $"{rate * size:N0}", $"{milliseconds[milliseconds.Length / 2]:F2}");
        }

        table.Write();
        return 0;
    }

    /// <summary>The penguins as JSON.</summary>
    private static string[] Rows()
    {
        var mlContext = new MLContext();
        var data = PenguinPipeline.Load(mlContext, Path.Combine(AppContext.BaseDirectory, "data", "penguins.csv"));
        return
        [
            .. mlContext.Data.CreateEnumerable<Penguin>(data, reuseRowObject: false).Select(penguin => new JsonObject
            {
                ["Island"] = penguin.Island,
                ["BillLength"] = Number(penguin.BillLength),
                ["BillDepth"] = Number(penguin.BillDepth),
                ["FlipperLength"] = Number(penguin.FlipperLength),
                ["BodyMass"] = Number(penguin.BodyMass),
                ["Sex"] = penguin.Sex,
            }.ToJsonString()),
        ];

        static JsonNode? Number(float value) => float.IsNaN(value) ? null : value;
    }

    /// <summary>How long the requests took, in order of size.</summary>
    private static async Task<double[]> SendAsync(
        HttpClient http, string body, int clients, TimeSpan time, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var laps = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(AskAsync, cancellationToken)));
        return [.. laps.SelectMany(lap => lap).Order()];

        async Task<List<double>> AskAsync()
        {
            List<double> milliseconds = [];
            while (Stopwatch.GetElapsedTime(start) < time)
            {
                var sent = Stopwatch.GetTimestamp();
                using var content = new StringContent(body, Encoding.UTF8, "application/json");
                using var response = await http.PostAsync("/predict", content, cancellationToken);
                response.EnsureSuccessStatusCode();
                await response.Content.ReadAsByteArrayAsync(cancellationToken);
                milliseconds.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }

            return milliseconds;
        }
    }
}
