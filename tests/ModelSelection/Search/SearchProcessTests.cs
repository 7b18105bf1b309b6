using System.Diagnostics;
using Microsoft.Data.Sqlite;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.ModelSelection.Search;

/// <summary>Processes that search with one study file: killed from outside, and side by side.</summary>
[Collection(ProcessCollection.Name)]
public sealed class SearchProcessTests : IDisposable
{
    /// <summary>60 trials, and 20 of them again.</summary>
    private const int Evaluations = 80;

    private static readonly string _program = typeof(Searcher).Assembly.Location;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Killed_at_ten_random_moments_and_resumed_it_ends_as_an_undisturbed_search()
    {
        var undisturbed = Finish("undisturbed.study");
        Assert.Equal(Evaluations, Trials(undisturbed).Count);

        Random random = new(7);
        var done = 0;
        for (var kill = 1; kill <= 10; kill++)
            done += KillAfter(trials: random.Next(1, 7), TimeSpan.FromMilliseconds(8 * random.NextDouble()));

        var resumed = Finish("killed.study");
        // At most two trials were at work when it was killed, and as many printed without having been kept.
        Assert.InRange(Trials(resumed).Count, Evaluations - done, Evaluations - done + 40);
        Assert.Equal(Outcome(undisturbed), Outcome(resumed));
        CheckWhole("killed.study");
    }

    [Fact]
    public async Task Two_processes_on_one_study_file_share_the_trials_out_and_end_alike()
    {
        var undisturbed = Finish("alone.study");
        using var one = Start("shared.study");
        using var other = Start("shared.study");
        var texts = await Task.WhenAll(one.StandardOutput.ReadToEndAsync(), other.StandardOutput.ReadToEndAsync());
        var outputs = texts.Select(text => text.Split(Environment.NewLine)).ToArray();
        await one.WaitForExitAsync();
        await other.WaitForExitAsync();

        Assert.Equal((0, 0), (one.ExitCode, other.ExitCode));
        Assert.All(outputs, output => Assert.Equal(Outcome(undisturbed), Outcome(output)));
        Assert.All(outputs, output => Assert.NotEmpty(Trials(output)));
        Assert.Equal(Trials(undisturbed).Order(), outputs.SelectMany(Trials).Order());
        CheckWhole("shared.study");
    }

    private string[] Finish(string study) =>
        DotnetCli.Run([_program, "search", study, "0"], _folder.FullPath).Succeeded().Output.Split(Environment.NewLine);

    private Process Start(string study) => Process.Start(new ProcessStartInfo("dotnet", [_program, "search", study, "20"])
    {
        WorkingDirectory = _folder.FullPath,
        RedirectStandardOutput = true,
    })!;

    private int KillAfter(int trials, TimeSpan delay)
    {
        using var process = Start("killed.study");
        var lines = 0;
        while (lines < trials)
        {
            Assert.StartsWith("trial ", process.StandardOutput.ReadLine(), StringComparison.Ordinal);
            lines++;
        }

        SpinWait.SpinUntil(() => false, delay);
        process.Kill();
        process.WaitForExit();
        Assert.NotEqual(0, process.ExitCode);
        return lines + Trials(process.StandardOutput.ReadToEnd().Split(Environment.NewLine)).Count;
    }

    private void CheckWhole(string study)
    {
        using SqliteConnection connection = new($"Data Source={_folder.File(study)};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", command.ExecuteScalar());
        command.CommandText = "SELECT count(*) FROM evaluation WHERE result IS NOT NULL AND run IS NULL";
        Assert.Equal((long)Evaluations, command.ExecuteScalar());
    }

    private static List<string> Trials(string[] output) => [.. output.Where(IsOfATrial)];

    private static IEnumerable<string> Outcome(string[] output) => output.Where(line => !IsOfATrial(line));

    private static bool IsOfATrial(string line) => line.StartsWith("trial ", StringComparison.Ordinal);
}
