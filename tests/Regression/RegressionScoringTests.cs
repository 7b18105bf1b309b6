using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Regression;

public class RegressionScoringTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void Evaluate_reads_the_column_and_a_curve_is_learned()
    {
        var metrics = Evaluate(mean: 0, scale: 1);

        Assert.InRange(metrics.RSquared, 0.95, 1);
    }

    /// <summary>A target has to be standardized, or a network would spend its training on reaching 5 million.</summary>
    [Fact]
    public void Labels_far_from_zero_are_learned_as_well_and_predicted_in_their_own_units()
    {
        var near = Evaluate(mean: 0, scale: 1);
        var far = Evaluate(mean: 5e6f, scale: 1e6f);

        Assert.Equal(near.RSquared, far.RSquared, 1e-3);
        Assert.Equal(near.RootMeanSquaredError * 1e6, far.RootMeanSquaredError, near.RootMeanSquaredError * 1e4);
    }

    [Fact]
    public void Labels_that_differ_by_less_than_a_Single_can_tell_are_one_label_and_it_is_predicted()
    {
        // At 1e9 neighbouring numbers are 64 apart: 1e9 +- 1 is 1e9.
        var data = Slopes.Data(_mlContext, Slopes.Rows(50, mean: 1e9f, scale: 0.3f));

        var scores = Scores(new MlpRegressionTrainer(_mlContext, Slopes.Options(nameof(Slope.Value))).Fit(data).Transform(data));

        Assert.All(scores, score => Assert.Equal(1e9f, score));
    }

    [Fact]
    public void Labels_at_the_limit_of_what_a_Single_can_tell_are_learned()
    {
        // Some 20 different labels, 64 apart.
        var rows = Slopes.Rows(300, mean: 1e9f, scale: 300);
        var options = Slopes.Options(nameof(Slope.Value));
        (options.HiddenLayers, options.NumberOfEpochs, options.LearningRate, options.Dropout) = ([16], 60, 0.02f, 0);
        var data = Slopes.Data(_mlContext, rows);

        var scores = Scores(new MlpRegressionTrainer(_mlContext, options).Fit(data).Transform(data));

        // Half of 64 by rounding the label, half by rounding the score, and what the network misses.
        Assert.InRange(rows.Zip(scores, (row, score) => Math.Abs((double)row.Value - score)).Average(), 0, 64);
    }

    [Fact]
    public void CrossValidate_fits_and_evaluates_each_fold()
    {
        var trainer = new MlpRegressionTrainer(_mlContext, Slopes.Options(nameof(Slope.Value)));

        var folds = _mlContext.Regression.CrossValidate(
            _mlContext.Data.LoadFromEnumerable(Slopes.Rows(90)), Slopes.Preparation(_mlContext).Append(trainer), 3, nameof(Slope.Value));

        Assert.Equal(3, folds.Count);
        Assert.All(folds, fold => Assert.True(double.IsFinite(fold.Metrics.RSquared)));
        Assert.All(folds, fold => Assert.Equal(5, fold.Model.GetTrainingHistory().Epochs.Count));
    }

    [Fact]
    public void PermutationFeatureImportance_finds_what_the_model_uses()
    {
        var data = Slopes.Data(_mlContext, 300);
        var options = Slopes.Options(nameof(Slope.Value));
        options.NumberOfEpochs = 30;
        var model = new MlpRegressionTrainer(_mlContext, options).Fit(data);

        var bySlot = _mlContext.Regression.PermutationFeatureImportance(model, data, nameof(Slope.Value));
        var byName = _mlContext.Regression.PermutationFeatureImportance((ITransformer)model, data, nameof(Slope.Value));

        Assert.Equal(2, bySlot.Length);
        Assert.True(bySlot[0].RSquared.Mean < -0.1);
        Assert.Equal(["X", "Y"], byName.Keys.Order());
    }

    private RegressionMetrics Evaluate(float mean, float scale)
    {
        var options = Slopes.Options(nameof(Slope.Value));
        (options.HiddenLayers, options.NumberOfEpochs, options.LearningRate) = ([16], 60, 0.02f);
        var model = new MlpRegressionTrainer(_mlContext, options).Fit(Slopes.Data(_mlContext, Slopes.Rows(600, 1, mean, scale)));
        return _mlContext.Regression.Evaluate(
            model.Transform(Slopes.Data(_mlContext, Slopes.Rows(300, 2, mean, scale))), nameof(Slope.Value));
    }

    private static float[] Scores(IDataView scored) => [.. scored.GetColumn<float>("Score")];
}
