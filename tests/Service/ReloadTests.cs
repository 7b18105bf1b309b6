using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Service;

/// <summary>What becomes of the service when its model's file changes.</summary>
[Collection(ProcessCollection.Name)]
public sealed class ReloadTests : IDisposable
{
    private const int Clients = 8;

    private readonly TempFolder _folder = new();
    private readonly BirdModel _first = new(seed: 1);
    private readonly BirdModel _second = new(seed: 2);

    private string File => _folder.File("birds.zip");

    [Fact]
    public async Task While_the_model_is_replaced_ten_times_every_request_is_answered_by_one_of_the_two()
    {
        Put(_first);
        using var service = await ServiceProcess.StartAsync(File);
        var bodies = Bodies();
        var expected = new Dictionary<string, string[]>
        {
            [_first.Version] = await AnswersAsync(_first, bodies),
            [_second.Version] = await AnswersAsync(_second, bodies),
        };
        Assert.All(expected[_first.Version].Zip(expected[_second.Version]), pair => Assert.NotEqual(pair.First, pair.Second));

        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(client => Task.Run(() => AskAsync(service, bodies, client, stop))).ToArray();
        for (var replacement = 1; replacement <= 10; replacement++)
        {
            var model = replacement % 2 == 1 ? _second : _first;
            Put(model);
            await service.HealthAsync(health => Version(health) == model.Version);
        }

        await stop.CancelAsync();
        (string Version, int Body, string Answer)[] answers = [.. (await Task.WhenAll(clients)).SelectMany(client => client)];

        Assert.All(answers, answer => Assert.Equal(expected[answer.Version][answer.Body], answer.Answer));
        Assert.All(expected.Keys, version => Assert.Contains(answers, answer => answer.Version == version));
        Assert.Equal(11, service.Output.Split("Loaded ").Length - 1);
        Assert.Equal("healthy", Status(await service.GetAsync("/health")));
    }

    [Fact]
    public async Task A_file_that_cannot_be_used_is_told_while_the_old_model_answers()
    {
        Put(_first);
        using var service = await ServiceProcess.StartAsync(File);
        var body = Bodies()[0];
        var expected = await service.PredictAsync(body);

        await BreaksAsync(() => Put(_second.File[..^100]), "");
        await BreaksAsync(() => Put("no model"u8.ToArray()), "");
        await BreaksAsync(() => Put(OtherModels.WithoutScore()), "It has no column 'Score', so that it predicts nothing.");
        await BreaksAsync(() => System.IO.File.Delete(File), $"Could not find file '{File}'.");
        var away = _folder.File("away.zip");
        await BreaksAsync(() => System.IO.File.Move(File, away), "", () => System.IO.File.Move(away, File));
        Put(_second);
        await service.HealthAsync(health => Version(health) == _second.Version);
        Assert.NotEqual(expected.GetRawText(), (await service.PredictAsync(body)).GetRawText());

        async Task BreaksAsync(Action change, string message, Action? mend = null)
        {
            change();
            var stale = await service.HealthAsync(health => Status(health) == "stale");
            Assert.Equal(_first.Version, Version(stale));
            var told = stale.GetProperty("lastFailure").GetProperty("message").GetString()!;
            Assert.StartsWith($"{File} cannot be used: ", told, StringComparison.Ordinal);
            Assert.EndsWith(message, told, StringComparison.Ordinal);
            Assert.Contains(told, service.Output, StringComparison.Ordinal);
            Assert.Equal(expected.GetRawText(), (await service.PredictAsync(body)).GetRawText());

            (mend ?? (() => Put(_first)))();
            var healthy = await service.HealthAsync(health => Status(health) == "healthy");
            Assert.Equal(JsonValueKind.Null, healthy.GetProperty("lastFailure").ValueKind);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static string? Version(JsonElement health) => health.GetProperty("model").GetProperty("version").GetString();

    private static string? Status(JsonElement health) => health.GetProperty("status").GetString();

    /// <summary>A single row, and batches of different sizes.</summary>
    private string[] Bodies() =>
    [
        _first.Birds[0].Json().ToJsonString(),
        .. new[] { 2, 30, 344 }.Select(count => new JsonArray([.. _first.Birds.Take(count).Select(bird => bird.Json())]).ToJsonString()),
    ];

    /// <summary>The answers of a service that has had no other model.</summary>
    private async Task<string[]> AnswersAsync(BirdModel model, string[] bodies)
    {
        System.IO.File.WriteAllBytes(_folder.File("alone.zip"), model.File);
        using var service = await ServiceProcess.StartAsync(_folder.File("alone.zip"));
        List<string> answers = [];
        foreach (var body in bodies)
            answers.Add((await service.PredictAsync(body)).GetRawText());
        return [.. answers];
    }

    private static async Task<List<(string Version, int Body, string Answer)>> AskAsync(
        ServiceProcess service, string[] bodies, int client, CancellationTokenSource stop)
    {
        List<(string, int, string)> answers = [];
        for (var request = client; !stop.IsCancellationRequested; request++)
        {
            var body = request % bodies.Length;
            using var response = await service.PostAsync(bodies[body]);
            var answer = await response.Content.ReadAsStringAsync();
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode} {answer}");
            answers.Add((Assert.Single(response.Headers.GetValues("Model-Version")), body, answer));
        }

        return answers;
    }

    private void Put(BirdModel model) => Put(model.File);

    /// <summary>Puts a file in place of another, whole.</summary>
    private void Put(byte[] file)
    {
        System.IO.File.WriteAllBytes(_folder.File("next.zip"), file);
        System.IO.File.Move(_folder.File("next.zip"), File, overwrite: true);
    }
}
