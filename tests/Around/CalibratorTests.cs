using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Around;

/// <summary>ML.NET's calibrators behind a binary network, on real data.</summary>
public class CalibratorTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [InlineData("Platt")]
    [InlineData("Isotonic")]
    [InlineData("Naive")]
    public void A_calibrator_is_fitted_appended_saved_and_loaded(string name)
    {
        const string label = nameof(PenguinRow.IsAdelie);
        var split = _mlContext.Data.TrainTestSplit(PenguinRows.Data(_mlContext), 0.4);
        var model = PenguinRows.Preparation(_mlContext).Append(PenguinRows.Binary(_mlContext)).Fit(split.TrainSet);
        var calibrators = _mlContext.BinaryClassification.Calibrators;
        IEstimator<ITransformer> calibrator = name switch
        {
            "Platt" => calibrators.Platt(label),
            "Isotonic" => calibrators.Isotonic(label),
            _ => calibrators.Naive(label),
        };

        var calibrated = model.Append(calibrator.Fit(model.Transform(split.TestSet)));

        var scored = calibrated.Transform(split.TestSet);
        Assert.All(scored.GetColumn<float>("Probability"), probability => Assert.InRange(probability, 0, 1));
        Assert.InRange(_mlContext.BinaryClassification.Evaluate(scored, label).Accuracy, 0.9, 1);
        Assert.Equal(
            scored.GetColumn<float>("Probability"),
            SavedModel.Reloaded(_mlContext, calibrated, split.TestSet.Schema).Transform(split.TestSet).GetColumn<float>("Probability"));
    }
}
