using System.Diagnostics;
using System.Reflection;
using Microsoft.ML;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Mlp;

public class MonitoringTests
{
    [Fact]
    public void The_log_has_a_line_of_settings_and_a_line_for_each_epoch()
    {
        var mlContext = new MLContext();
        var log = new TrainingLog(mlContext);
        var options = Blobs.Options(seed: 42);
        options.Progress = new Reports();

        new MlpTrainer(mlContext, options).Fit(Blobs.Data(mlContext));

        Assert.Equal(
            [
                "Training 3-8-3 on 90 rows: Adam, learning rate 0.003, dropout 0.1, weight decay 0.001 (Coupled), batch size 16, 5 epochs, seed 42",
                .. ((Reports)options.Progress).All.Select(state =>
                    FormattableString.Invariant($"Epoch {state.Latest.Epoch} of 5: loss {state.Latest.TrainingLoss:0.000000}")),
            ],
            log.Lines);
    }

    [Fact]
    public void Under_another_culture_the_log_has_the_same_numbers() => Encoding.UnderCulture("de-DE", () =>
    {
        var mlContext = new MLContext();
        var log = new TrainingLog(mlContext);

        new MlpTrainer(mlContext, Blobs.Options()).Fit(Blobs.Data(mlContext));

        Assert.Equal("Training 3-8-3 on 90 rows: Adam, learning rate 0.003, dropout 0.1, weight decay 0.001 (Coupled), batch size 16, 5 epochs, seed 1", log.Lines[0]);
        Assert.All(log.Lines[1..], line => Assert.Matches(@"^Epoch \d of 5: loss \d\.\d{6}$", line));
    });

    [Fact]
    public void Progress_is_told_in_order_on_the_thread_that_fits()
    {
        var mlContext = new MLContext();
        var reports = new Reports();
        var options = Blobs.Options();
        options.Progress = reports;

        new MlpTrainer(mlContext, options).Fit(Blobs.Data(mlContext));

        Assert.Equal([1, 2, 3, 4, 5], reports.All.Select(state => state.Latest.Epoch));
        Assert.All(reports.All, state => Assert.Equal(5, state.NumberOfEpochs));
        Assert.Equal([Environment.CurrentManagedThreadId], reports.Threads);
        Assert.True(reports.All[4].Latest.TrainingLoss < reports.All[0].Latest.TrainingLoss);
    }

    [Fact]
    public async Task Cancelling_stops_a_long_fit_promptly_and_a_new_context_works()
    {
        var mlContext = new MLContext(seed: 1);
        var data = Blobs.Data(mlContext);
        var begun = new Reports();
        var options = Blobs.Options();
        (options.NumberOfEpochs, options.Progress) = (int.MaxValue, begun);

        var fit = Task.Run(() => new MlpTrainer(mlContext, options).Fit(data));
        Assert.True(begun.First.Wait(TimeSpan.FromSeconds(30)));
        Cancel(mlContext);
        var clock = Stopwatch.StartNew();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fit.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"It took {clock.Elapsed}.");
        Assert.Equal("Operation was canceled.", error.Message);
        var after = new MLContext(seed: 1);
        new MlpTrainer(after, Blobs.Options()).Fit(Blobs.Data(after));
    }

    [Fact]
    public void What_Progress_throws_ends_the_fit_and_reaches_the_caller()
    {
        var mlContext = new MLContext();
        var options = Blobs.Options();
        options.Progress = new Failing();

        var error = Assert.Throws<TimeoutException>(() => new MlpTrainer(mlContext, options).Fit(Blobs.Data(mlContext)));

        Assert.Equal("epoch 1", error.Message);
    }

    /// <summary>ML.NET keeps the method internal.</summary>
    private static void Cancel(MLContext mlContext) =>
        typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(mlContext, null);

    private sealed class Reports : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> All { get; } = [];

        public HashSet<int> Threads { get; } = [];

        public ManualResetEventSlim First { get; } = new();

        public void Report(TrainingProgress value)
        {
            First.Set();
            Threads.Add(Environment.CurrentManagedThreadId);
            if (All.Count < 100)
                All.Add(value);
        }
    }

    private sealed class Failing : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => throw new TimeoutException($"epoch {value.Latest.Epoch}");
    }
}
