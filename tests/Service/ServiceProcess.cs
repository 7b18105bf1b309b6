using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Service;

/// <summary>The service as a process of its own, on a loopback port that the system chose.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private const string Listening = "Now listening on: ";

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServiceProcess(string[] arguments)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [Program, .. arguments])
            {
                WorkingDirectory = AppContext.BaseDirectory,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
            EnableRaisingEvents = true,
        };
        _process.OutputDataReceived += (_, line) => Receive(line.Data);
        _process.ErrorDataReceived += (_, line) => Receive(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"The service ended at once.\n{Output}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static string Program => BuiltProgram.PathTo("samples/Service", "MlNetDl.Samples.Service");

    public HttpClient Http { get; } = new();

    /// <summary>What it printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts it; it looks for a new model ten times a second.</summary>
    public static async Task<ServiceProcess> StartAsync(string model, params string[] arguments)
    {
        var service = new ServiceProcess(
            ["--model", model, "--urls", "http://127.0.0.1:0", "--pollInterval", "00:00:00.1", .. arguments]);
        try
        {
            service.Http.BaseAddress = await service._address.Task.WaitAsync(_limit);
            return service;
        }
        catch
        {
            service.Dispose();
            throw;
        }
    }

    public Task<HttpResponseMessage> PostAsync(string json) =>
        Http.PostAsync("/predict", new StringContent(json, Encoding.UTF8, "application/json"));

    /// <summary>The answer to a request that is answered.</summary>
    public async Task<JsonElement> PredictAsync(string json)
    {
        using var response = await PostAsync(json);
        var answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, answer);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return JsonElement.Parse(answer);
    }

    public async Task<JsonElement> GetAsync(string path) => JsonElement.Parse(await Http.GetStringAsync(path));

    /// <summary>Asks for the health until it is as hoped.</summary>
    public async Task<JsonElement> HealthAsync(Func<JsonElement, bool> isAsHoped)
    {
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            var health = await GetAsync("/health");
            if (isAsHoped(health))
                return health;
            Assert.True(waiting.Elapsed < _limit, $"{health}\n{Output}");
            await Task.Delay(20);
        }
    }

    /// <summary>Asks it to end, as a system that shuts down does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(_limit);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        Http.Dispose();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Receive(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
        if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var start)
            _address.TrySetResult(new Uri(line[(start + Listening.Length)..].Trim()));
    }
}
