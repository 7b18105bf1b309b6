using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.ModelSelection.CrossValidation;
using Xunit;

namespace MlNetDl.Tests.ModelSelection.CrossValidation;

public class ResampledScoresTests
{
    private static readonly double[] _differences = [0.02, 0.013, -0.004, 0.031, 0.008, 0.017, 0.022, -0.001, 0.012, 0.009];

    [Fact]
    public void Numbers_are_those_of_scipy()
    {
        // scipy 1.10.1, with J = 10 and n2/n1 = 1/4: se = d.std(ddof=1) * sqrt(1/J + 1/4), 2 * t.sf(abs(mean / se), J - 1), t.ppf(.975,
        // J - 1).
        var scores = new ResampledScores(_differences, 0.25);

        Assert.Equal(0.0127, scores.Mean, 12);
        Assert.Equal(0.010520350648993492, scores.StandardDeviation, 12);
        Assert.Equal(0.006223923378562932, scores.StandardError, 12);
        Assert.Equal(2.0405135519088535, scores.T, 10);
        Assert.Equal(0.07170553809667324, scores.PValue, 10);
        Assert.Equal(0.02677949285116725, scores.Mean + scores.Margin(0.95), 8);
    }

    [Fact]
    public void A_small_p_value_and_another_level_are_those_of_scipy_too()
    {
        var scores = new ResampledScores([0.31, 0.28, 0.35, 0.30, 0.33], 0.25);

        Assert.Equal(17.32454993474291, scores.T, 8);
        Assert.Equal(6.515053552671103e-05, scores.PValue, 12);
        Assert.Equal(0.352638804001319, scores.Mean + scores.Margin(0.9), 8);
    }

    [Fact]
    public void Equal_scores_are_no_difference_or_a_certain_one()
    {
        Assert.Equal((0, 1), (new ResampledScores([0, 0, 0], 0.5).T, new ResampledScores([0, 0, 0], 0.5).PValue));
        Assert.Equal(0, new ResampledScores([0.5, 0.5, 0.5], 0.5).PValue);
    }

    [Fact]
    public void A_pipeline_is_no_better_than_itself_and_better_than_one_that_sees_nothing()
    {
        var mlContext = new MLContext(seed: 1);
        var points = Point.View(mlContext, 200);
        var data = mlContext.Transforms.Conversion.ConvertType("Seen", "Id", DataKind.Single)
            .Append(mlContext.Transforms.NormalizeMeanVariance("Seen")).Fit(points).Transform(points);
        var folds = mlContext.Data.RepeatSplit(2, seed => mlContext.Data.QuantileCrossValidationSplit(data, 5, "Y", seed: seed));
        var good = mlContext.Regression.CrossValidate(folds, Point.Linear(mlContext), "Y");
        var blind = mlContext.Regression.CrossValidate(
            folds, mlContext.Transforms.Concatenate("Number", "Seen").Append(Point.Linear(mlContext, features: "Number")), "Y");

        Assert.False(good.CompareWith(good, folds, metrics => metrics.RSquared).IsSignificant);
        var comparison = good.CompareWith(blind, folds, metrics => metrics.RSquared);
        Assert.Equal(10, comparison.Differences.Count);
        Assert.Equal(9, comparison.DegreesOfFreedom);
        Assert.True(comparison.IsSignificant);
        Assert.True(comparison.Lower > 0);

        var summary = good.Summarize(folds, metrics => metrics.RSquared);
        Assert.Equal(good.Average(fold => fold.Metrics.RSquared), summary.Mean, 12);

        // 160 rows to train on and 40 to test on.
        Assert.Equal(summary.StandardDeviation * Math.Sqrt(0.1 + 0.25), summary.StandardError, 12);
        Assert.InRange(summary.Mean, summary.Lower, summary.Upper);
    }

    [Fact]
    public void Results_that_are_not_one_a_fold_are_refused()
    {
        var mlContext = new MLContext(seed: 1);
        var folds = mlContext.Data.QuantileCrossValidationSplit(Point.View(mlContext, 60), 3, "Y");
        var results = mlContext.Regression.CrossValidate(folds, Point.Linear(mlContext), "Y");

        Assert.Contains("Summarize: there are 3 results and 2 folds",
            Assert.Throws<ArgumentOutOfRangeException>(() => results.Summarize([folds[0], folds[1]], metrics => metrics.RSquared)).Message,
            StringComparison.Ordinal);
        Assert.Contains("confidenceLevel is 95; it must be above 0 and below 1",
            Assert.Throws<ArgumentOutOfRangeException>(() => results.Summarize(folds, metrics => metrics.RSquared, 95)).Message,
            StringComparison.Ordinal);
    }
}
