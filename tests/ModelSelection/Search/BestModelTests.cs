using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.ModelSelection;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.ModelSelection.Search;

public sealed class BestModelTests : IDisposable
{
    private static readonly IDataView _train = TinyData.Table();
    private static readonly IDataView _test = TinyData.Table(80, seed: 9);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_best_options_are_refitted_on_all_training_rows_and_measured_on_the_test_set()
    {
        var result = TinyData.LogisticStudy().RandomSearch(5);
        var best = result.FitBest(_train);
        var evaluation = best.EvaluateOnce(_test);

        MLContext mlContext = new(seed: 1);
        var options = result.Best!.Options;
        var expected = mlContext.BinaryClassification.Evaluate(
            TinyData.Pipeline(mlContext, options.Get<float>("L2"), options.Get<float>("tolerance")).Fit(_train).Transform(_test));
        Assert.Equal(expected.LogLoss, evaluation.Metrics["LogLoss"]);
        Assert.Equal(expected.AreaUnderRocCurve, evaluation.Metrics["AreaUnderRocCurve"]);
        Assert.Equal((result.Best.Trial, 80, false), (evaluation.Trial, evaluation.Rows, evaluation.IsRepeated));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_second_time_what_was_found_is_told_again_and_the_test_set_is_not_looked_at(bool inFile)
    {
        var path = inFile ? _folder.File("trials.study") : null;
        var result = TinyData.LogisticStudy().RandomSearch(3, new() { Path = path });
        var first = result.FitBest(_train).EvaluateOnce(_test);

        // Of rows that could not be measured: there is no label.
        var unlabelled = new MLContext().Transforms.DropColumns("Label").Fit(_test).Transform(_test);
        var again = inFile ? TinyData.LogisticStudy().RandomSearch(3, new() { Path = path }) : result;
        var second = again.FitBest(_train).EvaluateOnce(unlabelled);

        Assert.True(second.IsRepeated);
        Assert.Equal((first.Metrics["LogLoss"], first.At), (second.Metrics["LogLoss"], second.At));
        Assert.Equal(first.Options, second.Options);
    }

    [Fact]
    public void Another_choice_after_a_look_at_the_test_set_is_refused_unless_it_is_meant()
    {
        SearchOptions options = new() { Path = _folder.File("trials.study") };
        var study = TinyData.LogisticStudy();
        var first = study.RandomSearch(1, options).FitBest(_train).EvaluateOnce(_test);
        var all = study.RandomSearch(12, options);
        options.Metric = all.Best!.Trial == 0 ? "AreaUnderRocCurve" : "LogLoss";
        var later = study.RandomSearch(12, options).FitBest(_train);
        Assert.NotEqual(0, later.Trial.Trial);

        Assert.Equal(
            FormattableString.Invariant($"Study 'tiny': the test set was used on {first.At:yyyy-MM-dd HH:mm} UTC for trial 0 (80 rows), ")
            + $"and now it is wanted for trial {later.Trial.Trial} (80 rows). Choosing after a look at the test set makes its figure "
            + "too good. Take rows that nothing has seen yet, or say that you want to look again: EvaluateOnce(test, again: true).",
            Assert.Throws<InvalidOperationException>(() => later.EvaluateOnce(_test)).Message);
        Assert.Equal(later.Trial.Trial, later.EvaluateOnce(_test, again: true).Trial);
        Assert.True(later.EvaluateOnce(_test).IsRepeated);
        Assert.Throws<InvalidOperationException>(() => later.EvaluateOnce(_train));
    }

    [Fact]
    public void The_same_trial_with_more_epochs_is_another_choice()
    {
        SearchOptions options = new() { Path = _folder.File("trials.study"), Halving = new() { Maximum = 4, Minimum = 4 } };
        var study = TinyData.LogisticStudy();
        var first = study.RandomSearch(1, options).FitBest(_train).EvaluateOnce(_test);
        Assert.Equal(4, first.Epochs);
        Assert.True(study.RandomSearch(1, options).FitBest(_train).EvaluateOnce(_test).IsRepeated);

        options.Halving = new() { Maximum = 5, Minimum = 5 };
        Assert.Contains(
            "for trial 0 (4 epochs, 80 rows), and now it is wanted for trial 0 (5 epochs, 80 rows).",
            Assert.Throws<InvalidOperationException>(() => study.RandomSearch(1, options).FitBest(_train).EvaluateOnce(_test)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_grid_is_searched_likewise()
    {
        var result = TinyData.LogisticStudy().GridSearch(pointsPerRange: 3);

        Assert.Equal([0.001, 0.001, 0.1, 0.1, 10, 10], result.Trials.Select(trial => trial.Options.Get<double>("L2")));
        Assert.Equal(result.Trials.MinBy(trial => trial.Score), result.Best);
        Assert.False(result.IsSpaceExhausted);
    }

    [Fact]
    public void Several_classes_and_regression_have_their_metrics_too()
    {
        MLContext mlContext = new(seed: 1);
        var numbers = mlContext.Transforms.Conversion.ConvertType("Label", outputKind: DataKind.Single).Fit(_train).Transform(_train);
        var keys = mlContext.Transforms.Conversion.MapValueToKey("Label").Fit(_train).Transform(_train);
        SearchSpace space = new SearchSpace().LogUniform("L2", 1e-3, 1);

        var regression = mlContext.Regression.CreateStudy(
            "regression", space,
            (context, trial) => context.Regression.Trainers.LbfgsPoissonRegression(l2Regularization: trial.Get<float>("L2")),
            () => mlContext.Data.CrossValidationSplit(numbers, 2)).RandomSearch(3);
        Assert.Equal(("RootMeanSquaredError", MetricDirection.Minimize), (regression.Metric, regression.Direction));
        Assert.Equal(
            ["RootMeanSquaredError", "MeanSquaredError", "MeanAbsoluteError", "RSquared"], regression.Best!.Result.Metrics.Keys);

        var classes = mlContext.MulticlassClassification.CreateStudy(
            "classes", space,
            (context, trial) => context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l2Regularization: trial.Get<float>("L2")),
            () => mlContext.Data.CrossValidationSplit(keys, 2)).RandomSearch(3, new() { KeepOutOfFoldScores = true });
        Assert.Equal(["LogLoss", "LogLossReduction", "MicroAccuracy", "MacroAccuracy"], classes.Best!.Result.Metrics.Keys);
        Assert.All(classes.Best.Result.OutOfFoldScores!, fold => Assert.Equal(2, fold.Width));
    }
}
