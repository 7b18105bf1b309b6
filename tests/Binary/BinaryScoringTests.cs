using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.Binary;

public class BinaryScoringTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void The_probability_is_the_logistic_function_of_the_score_and_above_a_half_true_is_predicted()
    {
        var data = Slopes.Data(_mlContext, 200);

        foreach (var row in Read(Slopes.Binary(_mlContext).Transform(data)))
        {
            Assert.Equal(1 / (1 + Math.Exp(-row.Score)), row.Probability, 1e-6);
            Assert.Equal(row.Probability > 0.5f, row.PredictedLabel);
        }
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1000, 1)]
    [InlineData(-1000, 0)]
    // 1 / (1 + e), worked out by Python.
    [InlineData(-1, 0.2689414213699951)]
    [InlineData(float.PositiveInfinity, 1)]
    public void Log_odds_of_any_size_have_a_probability(float score, double expected) =>
        Assert.Equal(expected, BinaryNetworkModelParameters.Probability(score), 1e-7);

    [Fact]
    public void Evaluate_reads_the_columns_and_a_curved_border_is_learned()
    {
        var options = Slopes.Options(nameof(Slope.Flag));
        (options.HiddenLayers, options.NumberOfEpochs, options.LearningRate, options.WeightDecay) = ([16], 60, 0.02f, 0);

        var metrics = _mlContext.BinaryClassification.Evaluate(
            new MlpBinaryTrainer(_mlContext, options).Fit(Slopes.Data(_mlContext, 600)).Transform(Slopes.Data(_mlContext, 300, seed: 2)),
            nameof(Slope.Flag));

        // The noise leaves some 5 % of the rows to chance.
        Assert.InRange(metrics.Accuracy, 0.88, 1);
        Assert.InRange(metrics.AreaUnderRocCurve, 0.95, 1);
        Assert.InRange(metrics.LogLoss, 0, 0.5);
    }

    [Fact]
    public void CrossValidate_fits_and_evaluates_each_fold()
    {
        var trainer = new MlpBinaryTrainer(_mlContext, Slopes.Options(nameof(Slope.Flag)));

        var folds = _mlContext.BinaryClassification.CrossValidate(
            _mlContext.Data.LoadFromEnumerable(Slopes.Rows(90)), Slopes.Preparation(_mlContext).Append(trainer), 3, nameof(Slope.Flag));

        Assert.Equal(3, folds.Count);
        Assert.All(folds, fold => Assert.InRange(fold.Metrics.AreaUnderRocCurve, 0.5, 1));
        Assert.All(folds, fold => Assert.Equal(5, fold.Model.GetTrainingHistory().Epochs.Count));
    }

    [Fact]
    public void PermutationFeatureImportance_finds_what_the_model_uses()
    {
        var data = Slopes.Data(_mlContext, 300);
        var model = Slopes.Binary(_mlContext);

        var bySlot = _mlContext.BinaryClassification.PermutationFeatureImportance(model, data, nameof(Slope.Flag));
        var byName = _mlContext.BinaryClassification.PermutationFeatureImportanceNonCalibrated(
            (ITransformer)model, data, nameof(Slope.Flag));

        // The flag follows X, and Y only where it is far from its mean.
        Assert.Equal(2, bySlot.Length);
        Assert.True(bySlot[0].AreaUnderRocCurve.Mean < -0.1);
        Assert.True(bySlot[0].AreaUnderRocCurve.Mean < bySlot[1].AreaUnderRocCurve.Mean);
        Assert.Equal(["X", "Y"], byName.Keys.Order());
    }

    private SlopeScore[] Read(IDataView scored) => [.. _mlContext.Data.CreateEnumerable<SlopeScore>(scored, reuseRowObject: false)];
}
