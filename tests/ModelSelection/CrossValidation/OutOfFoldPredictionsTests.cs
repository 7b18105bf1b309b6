using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.ModelSelection.Splits;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.ModelSelection.CrossValidation;

public class OutOfFoldPredictionsTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void Each_row_has_the_score_of_the_model_that_has_not_seen_it()
    {
        var data = Point.View(_mlContext, 60);
        var folds = _mlContext.Data.QuantileCrossValidationSplit(data, 4, "Y");
        var results = _mlContext.Regression.CrossValidate(folds, Point.Linear(_mlContext), "Y");

        var predictions = _mlContext.Data.OutOfFoldPredictions(folds, results);

        Assert.Equal(Enumerable.Range(0, 60), SplitRow.Ids(predictions));
        Assert.Equal(60, predictions.GetRowCount());
        Assert.Equal(data.GetColumn<float>("Y"), predictions.GetColumn<float>("Y"));
        var scores = predictions.GetColumn<float>("Score").ToArray();
        foreach (var result in results)
        {
            Assert.Equal(
                SplitRow.Ids(result.ScoredHoldOutSet).Select(id => scores[id]), result.ScoredHoldOutSet.GetColumn<float>("Score"));
        }
    }

    [Fact]
    public void They_can_be_evaluated_like_any_predictions_with_the_names_of_the_classes()
    {
        var data = Point.View(_mlContext, 90);
        var folds = _mlContext.Data.StratifiedCrossValidationSplit(data, 3, "Key");
        var results = _mlContext.MulticlassClassification.CrossValidate(folds, Mlp(), "Key");

        var predictions = _mlContext.Data.OutOfFoldPredictions(folds, results);
        var metrics = _mlContext.MulticlassClassification.Evaluate(predictions, "Key");

        // Each row counts once, and the folds have as many rows each.
        Assert.Equal(results.Average(fold => fold.Metrics.MicroAccuracy), metrics.MicroAccuracy, 9);
        Assert.Equal(results.Average(fold => fold.Metrics.LogLoss), metrics.LogLoss, 9);
        var named = _mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(predictions).Transform(predictions);
        Assert.Subset(new HashSet<string> { "low", "middle", "high" }, named.GetColumn<string>("PredictedLabel").ToHashSet());
        Assert.Equal(90, Bits.OfScores(predictions).Length);
    }

    [Fact]
    public void Classes_in_another_order_in_each_fold_are_refused()
    {
        var data = Point.View(_mlContext, 90);
        var folds = _mlContext.Data.StratifiedCrossValidationSplit(data, 5, "Label");
        var pipeline = _mlContext.Transforms.Conversion.MapValueToKey("Key", "Label").Append(Mlp());
        var results = _mlContext.MulticlassClassification.CrossValidate(folds, pipeline, "Key");

        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Data.OutOfFoldPredictions(folds, results));

        Assert.Contains("Map the label to a key before splitting", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_of_the_folds_in_another_order_and_pipelines_that_leave_rows_out_are_refused()
    {
        var folds = _mlContext.Data.QuantileCrossValidationSplit(Point.View(_mlContext, 60), 4, "Y");
        var results = _mlContext.Regression.CrossValidate(folds, Point.Linear(_mlContext), "Y");
        var others = _mlContext.Data.OutOfFoldPredictions(folds, [.. results.Reverse()]);

        Assert.Contains("row 0 is not where its fold scored it",
            Assert.Throws<InvalidOperationException>(() => others.GetColumn<float>("Score").ToArray()).Message, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 60), SplitRow.Ids(others));
        Assert.Contains("there are 4 folds and 3 results",
            Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Data.OutOfFoldPredictions(folds, [.. results.Take(3)])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Folds_that_do_not_test_each_row_once_are_refused()
    {
        var data = Point.View(_mlContext, 60);
        var trainer = Point.Linear(_mlContext);
        var byTime = _mlContext.Data.TimeOrderedCrossValidationSplit(data, 3);
        var repeated = _mlContext.Data.RepeatSplit(2, seed => _mlContext.Data.QuantileCrossValidationSplit(data, 3, "Y", seed: seed));
        var others = _mlContext.Data.CrossValidationSplit(data, 3);

        Assert.Contains("row 0 is tested in 0 folds", Refusal(byTime), StringComparison.Ordinal);
        Assert.Contains("not of one split", Refusal(repeated), StringComparison.Ordinal);
        Assert.Contains("not of one split", Refusal(others), StringComparison.Ordinal);

        string Refusal(IReadOnlyList<DataOperationsCatalog.TrainTestData> folds) => Assert.Throws<ArgumentOutOfRangeException>(() =>
            _mlContext.Data.OutOfFoldPredictions(folds, _mlContext.Regression.CrossValidate(folds, trainer, "Y"))).Message;
    }

    private MlpTrainer Mlp() => new(_mlContext, new MlpTrainer.Options
    {
        LabelColumnName = "Key",
        HiddenLayers = [8],
        NumberOfEpochs = 5,
        Members = 1,
        AutoRegularization = AutoRegularization.Off,
    });
}
