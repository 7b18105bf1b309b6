using System.Reflection;
using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using TorchSharp;
using Xunit;

namespace MlNetDl.Tests.Cases;

/// <summary>
/// The cases <c>runtime-1</c> and <c>runtime-2</c> of the shared folder <c>cases</c>: seeds, and cancelling. <c>runtime-3</c>, many fits
/// in a row, is <see cref="Training.MemoryTests"/>.
/// </summary>
[Collection(RunsAlone.Name)]
public class RuntimeCaseTests
{
    [SkippableFact]
    public void Runtime_1_a_seed_gives_the_same_scores_after_another_fit_and_in_another_process()
    {
        var first = Scores(seed: 1);
        var other = Scores(seed: 2);

        Assert.Equal(60, first.Length);
        Assert.NotEqual(first, other);
        Assert.Equal(first, Scores(seed: 1));
        using var folder = new TempFolder();
        var printed = DotnetCli.Run([typeof(TestProgram).Assembly.Location, "runtime-1"], folder.FullPath).Succeeded().Output;
        Assert.Equal(first, printed.TrimEnd().Split(Environment.NewLine));
    }

    /// <summary>In place of the second that it may take, the epochs are counted.</summary>
    [Fact]
    public async Task Runtime_2_a_fit_cancelled_from_another_thread_ends_within_an_epoch_and_leaves_nothing_behind()
    {
        var mlContext = new MLContext(seed: 1);
        var data = Blobs.Data(mlContext, rows: 2000);
        using var started = new ManualResetEventSlim();
        var epochs = new Counter(started);
        var options = new MlpTrainer.Options { HiddenLayers = [8], NumberOfEpochs = 1000, Members = 1, Progress = epochs };
        var before = torch.Tensor.TotalCount;

        var fit = Task.Run(() => new MlpMulticlassTrainer(mlContext, options).Fit(data));
        Assert.True(started.Wait(TimeSpan.FromMinutes(1)));
        // ML.NET keeps the method internal.
        typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(mlContext, null);
        var ended = epochs.Count;

        await Assert.ThrowsAsync<OperationCanceledException>(() => fit);
        // One was at work, and one may have ended between the cancellation and the count.
        Assert.InRange(epochs.Count - ended, 0, 1);
        Assert.Equal(before, torch.Tensor.TotalCount);
        Assert.Equal(9, Bits.OfScores(Blobs.Model(new MLContext()).Transform(Blobs.Data(new MLContext(), rows: 9))).Length);
    }

    /// <summary>What the other process does.</summary>
    internal static void PrintScores()
    {
        foreach (var line in Scores(seed: 1))
            Console.WriteLine(line);
    }

    private static string[] Scores(int seed)
    {
        var mlContext = new MLContext();
        var data = CaseRow.View(mlContext, SharedCases.Rows("three.csv"));
        var options = new MlpTrainer.Options { LabelColumnName = "Key", HiddenLayers = [16], NumberOfEpochs = 10, Seed = seed };
        return Bits.OfScores(new MlpTrainer(mlContext, options).Fit(data).Transform(data));
    }

    private sealed class Counter(ManualResetEventSlim started) : IProgress<TrainingProgress>
    {
        public int Count;

        public void Report(TrainingProgress value)
        {
            Interlocked.Increment(ref Count);
            started.Set();
        }
    }
}
