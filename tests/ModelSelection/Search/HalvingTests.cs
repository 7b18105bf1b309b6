using MlNetDl.ModelSelection;
using MlNetDl.ModelSelection.Search;
using Xunit;

namespace MlNetDl.Tests.ModelSelection.Search;

public class HalvingTests
{
    /// <summary>Li et al. 2018, "Hyperband", table 1, s = 4: 81 trials, a maximum of 81, factor 3.</summary>
    [Fact]
    public void Rounds_are_those_of_the_published_table() => Assert.Equal(
        [(81, 1), (27, 3), (9, 9), (3, 27), (1, 81)], Plan(81, new() { Maximum = 81, Minimum = 1 }));

    [Theory]
    // By hand: the resources are the maximum over 9, 3 and 1, rounded down; the trials are over 1, 3 and 9, rounded up.
    [InlineData(60, 60, null, 3, "60x6 20x20 7x60")]
    [InlineData(10, 30, null, 3, "10x3 4x10 2x30")]
    // The minimum leaves out what would get less.
    [InlineData(60, 60, 7, 3, "60x20 20x60")]
    [InlineData(60, 60, 60, 3, "60x60")]
    [InlineData(16, 16, 2, 2, "16x2 8x4 4x8 2x16")]
    // Of few trials there are few rounds: the last but one chooses between two.
    [InlineData(2, 81, 1, 3, "2x27 1x81")]
    [InlineData(1, 81, 1, 3, "1x81")]
    [InlineData(4, 2, null, 3, "4x2")]
    public void Rounds_are_as_counted_by_hand(int trials, int maximum, int? minimum, int factor, string rounds) => Assert.Equal(
        rounds,
        string.Join(' ', Plan(trials, new() { Maximum = maximum, Minimum = minimum, Factor = factor })
            .Select(round => $"{round.Trials}x{round.Amount}")));

    [Fact]
    public void With_the_defaults_it_takes_about_a_third_of_the_epochs_of_all_trials_in_full()
    {
        // 90 * 9 + 30 * 27 + 10 * 81 of 90 * 81.
        var spent = Plan(90, new() { Maximum = 81 }).Sum(round => round.Trials * round.Amount);
        Assert.Equal(2430, spent);
    }

    [Fact]
    public void The_best_of_a_round_are_run_with_more_and_the_best_of_the_last_round_wins()
    {
        // With few epochs the order of the trials is 0 1 2 ...; with more it is turned round.
        var executor = FakeExecutor.Of(request => request.Budget!.Amount switch { 3 => request.Trial, _ => -request.Trial });
        var result = FakeExecutor.Study(new SearchSpace().Uniform("x", 0, 1))
            .RandomSearch(10, new() { Executor = executor, Halving = new() { Maximum = 30 } });

        Assert.Equal(
            ["0123456789", "0123", "23"],
            result.Evaluations.GroupBy(evaluation => evaluation.Budget!).Select(round => string.Concat(round.Select(one => one.Trial))));
        Assert.Equal(
            [new(HalvingResource.Epochs, 3), new(HalvingResource.Epochs, 10), new(HalvingResource.Epochs, 30)],
            result.Evaluations.Select(evaluation => evaluation.Budget!).Distinct());
        Assert.Equal(3, result.Best!.Trial);
        Assert.Equal([0, -1, -2, -3, 4], result.Trials.Take(5).Select(trial => trial.Score));
    }

    [Fact]
    public void A_better_score_of_fewer_epochs_does_not_win_over_the_last_round()
    {
        var executor = FakeExecutor.Of(request => request.Trial + (10 * request.Budget!.Amount));
        var result = FakeExecutor.Study(new SearchSpace().Uniform("x", 0, 1))
            .RandomSearch(9, new() { Executor = executor, Halving = new() { Maximum = 9 } });

        Assert.Equal((0, 9, 90.0), (result.Best!.Trial, result.Best.Budget!.Amount, result.Best.Score));
    }

    [Fact]
    public void Trials_without_a_finite_score_are_not_run_on()
    {
        var executor = FakeExecutor.Of(request => request.Trial == 4 ? 1 : double.NaN);
        var result = FakeExecutor.Study(new SearchSpace().Uniform("x", 0, 1))
            .RandomSearch(9, new() { Executor = executor, Halving = new() { Maximum = 9 } });

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 4, 4], executor.Requests.Select(request => request.Trial));
        Assert.Equal(4, result.Best!.Trial);
    }

    [Fact]
    public void Failed_trials_are_not_run_on_and_of_equal_ones_the_first_are_and_progress_comes_to_its_total()
    {
        List<SearchProgress> told = [];
        FakeExecutor executor = new(request => request.Trial < 7 ? new() { Error = "no" } : FakeExecutor.Result(1));
        var result = FakeExecutor.Study(new SearchSpace().Uniform("x", 0, 1)).RandomSearch(
            9, new() { Executor = executor, Halving = new() { Maximum = 9 } }, new Told(told));

        // Of nine trials three are to be run on, and two can be; of these the first.
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 7, 8, 7], executor.Requests.Select(request => request.Trial));
        Assert.Equal(7, result.Best!.Trial);
        Assert.Equal((13, 9), (told[8].Total, told[8].Completed));
        Assert.Equal((12, 12, TimeSpan.Zero), (told[^1].Total, told[^1].Completed, told[^1].Remaining));
        Assert.All(told, progress => Assert.Equal(Math.Min(progress.Completed, 7), progress.Failed));
    }

    [Fact]
    public void Where_none_is_finite_the_search_ends_after_the_round()
    {
        var result = FakeExecutor.Study(new SearchSpace().Uniform("x", 0, 1))
            .RandomSearch(9, new() { Executor = FakeExecutor.Of(_ => double.NaN), Halving = new() { Maximum = 9 } });

        Assert.Equal(9, result.Evaluations.Count);
        Assert.Null(result.Best);
    }

    [Fact]
    public void Options_that_do_not_fit_are_told_with_what_would()
    {
        Refused("SuccessiveHalving: Maximum is null; it must be the epochs of a trial in full, since the resource is epochs.", new());
        Refused("SuccessiveHalving: Maximum is 0; it must be at least 1.", new() { Maximum = 0 });
        Refused("SuccessiveHalving: Minimum is 11; it must be from 1 to 10, the maximum.", new() { Maximum = 10, Minimum = 11 });
        Refused("SuccessiveHalving: Factor is 1; it must be at least 2.", new() { Maximum = 10, Factor = 1 });

        static void Refused(string message, SuccessiveHalving halving) => Assert.Equal(
            $"{message} (Parameter 'Halving')", Assert.Throws<ArgumentOutOfRangeException>(() => Plan(9, halving)).Message);
    }

    private sealed class Told(List<SearchProgress> list) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => list.Add(value);
    }

    private static List<(int Trials, int Amount)> Plan(int trials, SuccessiveHalving halving) =>
        [.. SearchRound.Plan(trials, halving, () => 1000).Select(round => (round.Trials, round.Budget!.Amount))];
}
