using MlNetDl.ModelSelection;
using MlNetDl.ModelSelection.Search;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.ModelSelection.Search;

public class SearchRunTests
{
    private static readonly SearchSpace _space = new SearchSpace().Uniform("x", 0, 1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Several_at_once_are_the_same_trials_with_the_same_winner_as_one_by_one(bool halving)
    {
        var one = Search(parallelism: 1);
        Assert.Equal(one, Search(parallelism: 2));
        Assert.Equal(one, Search(parallelism: 7));

        string Search(int parallelism)
        {
            // Later trials end before earlier ones.
            FakeExecutor executor = new(
                request =>
                {
                    Thread.Sleep(TimeSpan.FromMilliseconds((40 - request.Trial) % 7));
                    return FakeExecutor.Result(Math.Abs(request.Options.Get<double>("x") - 0.3));
                }, parallelism);
            return Text(FakeExecutor.Study(_space).RandomSearch(
                40, new() { Executor = executor, Halving = halving ? new() { Maximum = 27 } : null }));
        }
    }

    [Fact]
    public void No_more_trials_run_at_once_than_the_executor_allows_and_so_many_do()
    {
        int running = 0, most = 0;
        using Barrier together = new(3);
        FakeExecutor executor = new(
            request =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(30)));
                Interlocked.Decrement(ref running);
                return FakeExecutor.Result(0);
            }, parallelism: 3);
        _ = FakeExecutor.Study(_space).RandomSearch(12, new() { Executor = executor });

        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public void Cancelled_it_returns_the_best_so_far_and_resumed_it_ends_as_if_undisturbed()
    {
        using TempFolder folder = new();
        var path = folder.File("trials.study");
        using CancellationTokenSource cancellation = new();
        var cancelled = Search(path, new Watch(progress =>
        {
            if (progress.Completed == 4)
                cancellation.Cancel();
        }), cancellation.Token);

        Assert.True(cancelled.WasCancelled);
        Assert.InRange(cancelled.Trials.Count, 4, 5); // One more may have been at its end.
        Assert.Equal(cancelled.Trials.MinBy(trial => trial.Score), cancelled.Best);

        var resumed = Search(path);
        Assert.False(resumed.WasCancelled);
        Assert.Equal(Text(Search(null)), Text(resumed));

        static SearchResult Search(string? path, IProgress<SearchProgress>? progress = null, CancellationToken token = default) =>
            FakeExecutor.Study(_space).RandomSearch(
                12, new() { Executor = FakeExecutor.Of(request => request.Options.Get<double>("x"), 2), Path = path }, progress, token);
    }

    [Fact]
    public void A_trial_that_runs_when_the_search_is_cancelled_is_left_to_the_next_run()
    {
        using TempFolder folder = new();
        using CancellationTokenSource cancellation = new();
        var first = FakeExecutor.Study(_space).RandomSearch(
            3, new() { Executor = new Stubborn(cancellation), Path = folder.File("trials.study") }, null, cancellation.Token);
        Assert.Empty(first.Trials);
        Assert.Null(first.Best);
        Assert.StartsWith(
            "Study 'fake': none of 0 trials has a Score that is finite, so none is best. Cancel the search later.",
            Assert.Throws<InvalidOperationException>(() => first.FitBest(TinyData.Table())).Message, StringComparison.Ordinal);

        var executor = FakeExecutor.Of(_ => 1);
        _ = FakeExecutor.Study(_space).RandomSearch(3, new() { Executor = executor, Path = folder.File("trials.study") });
        Assert.Equal(3, executor.Requests.Count);
    }

    [Fact]
    public void What_the_executor_itself_fails_at_ends_the_search_and_leaves_the_trials_to_the_next_run()
    {
        using TempFolder folder = new();
        SearchOptions options = new()
        {
            Path = folder.File("trials.study"),
            Executor = FakeExecutor.Of(
                request => request.Trial == 2 ? throw new TimeoutException("The cluster is gone.") : 1, parallelism: 2),
        };
        Assert.Equal(
            "The cluster is gone.", Assert.Throws<TimeoutException>(() => FakeExecutor.Study(_space).RandomSearch(5, options)).Message);

        options.Executor = FakeExecutor.Of(_ => 1);
        Assert.Equal(5, FakeExecutor.Study(_space).RandomSearch(5, options).Trials.Count);
    }

    [Fact]
    public void A_search_that_fails_leaves_nothing_running_behind_it()
    {
        using TempFolder folder = new();
        var running = 0;
        FakeExecutor executor = new(
            request =>
            {
                Interlocked.Increment(ref running);
                Thread.Sleep(request.Trial == 0 ? 0 : 100);
                Interlocked.Decrement(ref running);
                return FakeExecutor.Result(0);
            }, parallelism: 3);

        var failure = Assert.Throws<NotSupportedException>(() => FakeExecutor.Study(_space).RandomSearch(
            9, new() { Executor = executor, Path = folder.File("trials.study") }, new Watch(_ => throw new NotSupportedException("No."))));

        Assert.Equal(("No.", 0), (failure.Message, running));
        Assert.Equal(9, FakeExecutor.Study(_space).RandomSearch(
            9, new() { Executor = FakeExecutor.Of(_ => 1), Path = folder.File("trials.study") }).Trials.Count);
    }

    [Fact]
    public async Task Progress_counts_and_foretells_the_time_left()
    {
        // Four trials of 3 epochs and two of 9, at 10 seconds an epoch; by hand.
        ManualTime time = new();
        List<SearchProgress> told = [];
        SearchPlan plan = new(
            "fake", new RandomSampler(_space, 1), SearchRound.Plan(4, new() { Maximum = 9, Minimum = 3 }, () => 0), FakeExecutor.Score,
            MetricDirection.Minimize, WantsOutOfFoldScores: false);
        FakeExecutor executor = new(request =>
        {
            time.Now += TimeSpan.FromSeconds(10 * request.Budget!.Amount);
            return request.Trial == 0 ? new() { Error = "no" } : FakeExecutor.Result(request.Trial);
        });
        using var file = StudyFile.Open(null);
        _ = await new SearchRun(plan, file, executor, new Watch(told.Add), time, default).RunAsync();

        Assert.Equal([1, 2, 3, 4, 5, 6], told.Select(progress => progress.Completed));
        Assert.All(told, progress => Assert.Equal((6, 1), (progress.Total, progress.Failed)));
        Assert.Equal([30, 60, 90, 120, 210, 300], told.Select(progress => progress.Elapsed.TotalSeconds));
        Assert.Equal([270, 240, 210, 180, 90, 0], told.Select(progress => progress.Remaining!.Value.TotalSeconds));
        Assert.Equal([null, 1, 1, 1, 1, 1], told.Select(progress => progress.Best?.Trial));
    }

    [Fact]
    public async Task The_time_left_is_foretold_by_what_was_run_since_the_search_was_resumed()
    {
        // Two trials are there; two more take 10 seconds each.
        ManualTime time = new();
        List<SearchProgress> told = [];
        FakeExecutor executor = new(_ =>
        {
            time.Now += TimeSpan.FromSeconds(10);
            return FakeExecutor.Result(0);
        });
        using var file = StudyFile.Open(null);
        await Run(trials: 2, null);
        await Run(trials: 4, new Watch(told.Add));

        Assert.Equal([null, null, 10.0, 0.0], told.Select(progress => progress.Remaining?.TotalSeconds));
        Assert.Equal([0, 0, 10, 20], told.Select(progress => progress.Elapsed.TotalSeconds));

        Task Run(int trials, IProgress<SearchProgress>? progress) => new SearchRun(
            new("fake", new RandomSampler(_space, 1), [new(trials, null)], FakeExecutor.Score, MetricDirection.Minimize,
                WantsOutOfFoldScores: false), file, executor, progress, time, default).RunAsync();
    }

    [Fact]
    public void Options_that_contradict_each_other_are_refused()
    {
        var study = FakeExecutor.Study(_space);
        Assert.Equal(
            "SearchOptions: Parallelism is 2; it must be null where an Executor is set, which has a parallelism of its own. "
            + "(Parameter 'options')",
            Assert.Throws<ArgumentOutOfRangeException>(
                () => study.RandomSearch(5, new() { Executor = FakeExecutor.Of(_ => 1), Parallelism = 2 })).Message);
        Assert.Equal(
            "RandomSearch: numberOfTrials is 0; it must be at least 1. (Parameter 'numberOfTrials')".Split(" (")[0],
            Assert.Throws<ArgumentOutOfRangeException>(() => study.RandomSearch(0)).Message.Split(" (")[0]);
    }

    private static string Text(SearchResult result) => string.Join(
        Environment.NewLine,
        result.Evaluations.Select(one => FormattableString.Invariant($"{one.Trial} {one.Options} {one.Budget} {one.Score:R}"))
            .Append($"best {result.Best}"));

    private sealed class Watch(Action<SearchProgress> tell) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => tell(value);
    }

    private sealed class ManualTime : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }

    /// <summary>Has one trial running when the search is cancelled.</summary>
    private sealed class Stubborn(CancellationTokenSource cancellation) : ITrialExecutor
    {
        public int Parallelism => 1;

        public async Task<TrialResult> ExecuteAsync(TrialRequest request, CancellationToken cancellationToken)
        {
            await cancellation.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new();
        }
    }
}
