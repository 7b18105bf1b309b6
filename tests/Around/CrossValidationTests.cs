using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace MlNetDl.Tests.Around;

/// <summary>Cross-validation and splits of real data, by a key whose rows stay together.</summary>
public class CrossValidationTests
{
    private const string Key = nameof(PenguinRow.Family);
    private const int Folds = 3;

    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void Multiclass_folds_are_fitted_and_keep_families_together()
    {
        var folds = _mlContext.MulticlassClassification.CrossValidate(
            PenguinRows.Data(_mlContext), PenguinRows.Preparation(_mlContext).Append(PenguinRows.Multiclass(_mlContext)), Folds,
            samplingKeyColumnName: Key);

        AssertApart(folds.Select(fold => fold.ScoredHoldOutSet));
        Assert.All(folds, fold => Assert.InRange(fold.Metrics.MacroAccuracy, 0.9, 1));
        Assert.All(folds, fold => Assert.Equal(20, fold.Model.GetTrainingHistory().Epochs.Count));
    }

    [Fact]
    public void Binary_folds_are_fitted_and_keep_families_together()
    {
        var folds = _mlContext.BinaryClassification.CrossValidate(
            PenguinRows.Data(_mlContext), PenguinRows.Preparation(_mlContext).Append(PenguinRows.Binary(_mlContext)), Folds,
            nameof(PenguinRow.IsAdelie), Key);

        AssertApart(folds.Select(fold => fold.ScoredHoldOutSet));
        Assert.All(folds, fold => Assert.InRange(fold.Metrics.AreaUnderRocCurve, 0.95, 1));
        Assert.All(folds, fold => Assert.InRange(fold.Metrics.LogLoss, 0, 0.5));
    }

    [Fact]
    public void Binary_folds_without_calibration_have_the_same_accuracy()
    {
        var pipeline = PenguinRows.Preparation(_mlContext).Append(PenguinRows.Binary(_mlContext));
        var (data, label) = (PenguinRows.Data(_mlContext), nameof(PenguinRow.IsAdelie));

        var folds = _mlContext.BinaryClassification.CrossValidateNonCalibrated(data, pipeline, Folds, label, Key, seed: 5);
        var calibrated = _mlContext.BinaryClassification.CrossValidate(data, pipeline, Folds, label, Key, seed: 5);

        AssertApart(folds.Select(fold => fold.ScoredHoldOutSet));
        Assert.Equal(calibrated.Select(fold => fold.Metrics.Accuracy), folds.Select(fold => fold.Metrics.Accuracy));
    }

    [Fact]
    public void Regression_folds_are_fitted_and_keep_families_together()
    {
        var folds = _mlContext.Regression.CrossValidate(
            PenguinRows.Data(_mlContext), PenguinRows.Preparation(_mlContext).Append(PenguinRows.Regression(_mlContext)), Folds,
            nameof(PenguinRow.Mass), Key);

        AssertApart(folds.Select(fold => fold.ScoredHoldOutSet));
        Assert.All(folds, fold => Assert.InRange(fold.Metrics.RSquared, 0.6, 1));
    }

    [Fact]
    public void TrainTestSplit_parts_rows_and_the_model_scores_those_it_has_not_seen()
    {
        var split = _mlContext.Data.TrainTestSplit(PenguinRows.Data(_mlContext), 0.3, Key);
        var model = PenguinRows.Preparation(_mlContext).Append(PenguinRows.Multiclass(_mlContext)).Fit(split.TrainSet);

        AssertApart([split.TrainSet, split.TestSet]);
        Assert.InRange(_mlContext.MulticlassClassification.Evaluate(model.Transform(split.TestSet)).MicroAccuracy, 0.9, 1);
    }

    /// <summary>All rows are there, each once, and no family is in two parts.</summary>
    private static void AssertApart(IEnumerable<IDataView> parts)
    {
        IDataView[] all = [.. parts];
        Assert.Equal(
            Enumerable.Range(0, PenguinRows.All.Length), all.SelectMany(part => part.GetColumn<int>(nameof(PenguinRow.Number))).Order());
        var families = all.SelectMany(part => part.GetColumn<string>(Key).Distinct()).ToArray();
        Assert.Equal(families.Distinct().Count(), families.Length);
        Assert.All(all, part => Assert.NotEmpty(part.GetColumn<string>(Key)));
    }
}
