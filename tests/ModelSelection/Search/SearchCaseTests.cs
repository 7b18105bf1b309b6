using MlNetDl.ModelSelection;
using Xunit;

namespace MlNetDl.Tests.ModelSelection.Search;

/// <summary>The cases of searches in ../shared/cases.</summary>
public class SearchCaseTests
{
    /// <summary>Case search-1.</summary>
    [Theory]
    [InlineData(MetricDirection.Maximize, 2, 0.7)]
    [InlineData(MetricDirection.Minimize, 1, 0.4)]
    public void Values_that_are_not_finite_never_win(MetricDirection direction, int best, double score)
    {
        double[] scores = [double.NaN, 0.4, 0.7, double.NaN, double.NegativeInfinity];
        var result = FakeExecutor.Study(new SearchSpace().Uniform("x", 0, 1), direction)
            .RandomSearch(5, new() { Executor = FakeExecutor.Of(request => scores[request.Trial]) });

        Assert.Equal((best, score), (result.Best!.Trial, result.Best.Score));
        Assert.Equal(scores, result.Trials.Select(trial => trial.Score));
    }

    /// <summary>Case search-2: a search ends when the combinations do, and says so.</summary>
    [Fact]
    public void Of_four_combinations_none_is_tried_twice_and_all_are_reported()
    {
        var space = new SearchSpace().Choice("a", 1, 2).Choice("b", "x", "y");
        var results = Enumerable.Range(0, 2).Select(_ => FakeExecutor.Study(space).RandomSearch(
            10, new() { Seed = 3, Executor = FakeExecutor.Of(request => request.Options.Get<int>("a")) })).ToArray();

        Assert.All(results, result => Assert.True(result.IsSpaceExhausted));
        Assert.Equal(4, results[0].Trials.Select(trial => trial.Options).Distinct().Count());
        Assert.Equal([0, 1, 2, 3], results[0].Trials.Select(trial => trial.Trial));
        Assert.Equal(results[0].Trials.Select(trial => trial.Options), results[1].Trials.Select(trial => trial.Options));
    }

    /// <summary>Case search-3.</summary>
    [Fact]
    public void The_direction_follows_the_metric()
    {
        var binary = StudyMetrics.OfBinaryClassification();
        var multiclass = StudyMetrics.OfMulticlassClassification();
        var regression = StudyMetrics.OfRegression();

        Assert.Equal(MetricDirection.Maximize, binary.DirectionOf("Accuracy"));
        Assert.Equal(MetricDirection.Maximize, multiclass.DirectionOf("MicroAccuracy"));
        Assert.Equal(MetricDirection.Minimize, binary.DirectionOf("LogLoss"));
        Assert.Equal(MetricDirection.Minimize, multiclass.DirectionOf("LogLoss"));
        Assert.Equal(MetricDirection.Maximize, regression.DirectionOf("RSquared"));
        Assert.Equal(MetricDirection.Minimize, regression.DirectionOf("RootMeanSquaredError"));
        Assert.Equal(
            "Metric is 'RMSE'; it must be one of RootMeanSquaredError, MeanSquaredError, MeanAbsoluteError, RSquared. (Parameter 'metric')",
            Assert.Throws<ArgumentException>(() => regression.DirectionOf("RMSE")).Message);
    }

    [Fact]
    public void A_search_goes_by_the_metric_that_it_is_told()
    {
        FakeExecutor executor = new(request => new()
        {
            Metrics = new Dictionary<string, double> { [FakeExecutor.Score] = request.Trial, ["Other"] = request.Trial },
        });
        var study = FakeExecutor.Study(new SearchSpace().Uniform("x", 0, 1));

        Assert.Equal(0, study.RandomSearch(5, new() { Executor = executor }).Best!.Trial);
        Assert.Equal(4, study.RandomSearch(5, new() { Executor = executor, Metric = "Other" }).Best!.Trial);
        Assert.Equal(
            "Metric is 'other'; it must be one of Score, Other. (Parameter 'metric')",
            Assert.Throws<ArgumentException>(() => study.RandomSearch(5, new() { Executor = executor, Metric = "other" })).Message);
    }

    [Fact]
    public void Of_equal_trials_the_first_wins() => Assert.Equal(
        0, FakeExecutor.Study(new SearchSpace().Uniform("x", 0, 1))
            .RandomSearch(5, new() { Executor = FakeExecutor.Of(_ => 1, parallelism: 3) }).Best!.Trial);
}
