using MlNetDl.ModelSelection;
using MlNetDl.Reports;
using MlNetDl.Reports.Curves;
using Xunit;

namespace MlNetDl.Tests.Reports;

public class CurvePictureTests
{
    [Fact]
    public void A_learning_curve_is_told_by_its_ends()
    {
        var picture = Pictures.LearningCurve(
            [new(100, Summary(0.7, 0.1), Summary(0.99, 0.01)), new(200, Summary(0.8, 0.05), Summary(0.95, 0.01)), new(800, Summary(0.9, 0.02), null)],
            "MacroAccuracy");

        Assert.Equal(
            "MacroAccuracy by training rows, 3 points, with 95 % intervals. On test rows highest 0.900 (0.880 to 0.920) at 800, lowest 0.700 " +
            "(0.600 to 0.800) at 100. On training rows 0.990 at 100 and 0.950 at 200.",
            picture.AlternativeText);
        Svg.AssertAmong(new Svg(picture).Texts, "test rows", "training rows", "MacroAccuracy");
    }

    [Fact]
    public void Settings_by_ratios_are_drawn_by_their_logarithms_with_a_tick_each()
    {
        var texts = new Svg(Pictures.ValidationCurve<float>(
            [new(0.1f, Summary(0.7, 0.1), null), new(1e-5f, Summary(0.8, 0.1), null), new(1e-3f, Summary(0.9, 0.1), null)], "WeightDecay", "Accuracy")).Texts;

        Svg.AssertAmong(texts, "WeightDecay (logarithmic)", "1e-5", "0.001", "0.1");
    }

    [Theory]
    [InlineData(true, new[] { 16.0, 64, 256 })]
    [InlineData(true, new[] { 0.001, 0.003, 0.01, 0.03 })]
    [InlineData(false, new[] { 100.0, 400, 700, 1000 })]
    [InlineData(false, new[] { 0, 0.1, 1, 10 })]
    [InlineData(false, new[] { 1.0, 2, 4 })]
    [InlineData(false, new[] { 1.0, 1000 })]
    public void Whether_settings_were_chosen_by_ratios_is_seen(bool isLogarithmic, double[] settings) =>
        Assert.Equal(isLogarithmic, AxisSpacing.IsLogarithmic(settings));

    [Fact]
    public void Settings_that_are_no_numbers_are_named()
    {
        var picture = Pictures.ValidationCurve<int[]>(
            [new([64], Summary(0.8, 0.1), null), new([64, 32], Summary(0.9, 0.1), null)], "HiddenLayers", "Accuracy");

        Svg.AssertAmong(new Svg(picture).Texts, "[64]", "[64, 32]");
        Assert.Contains("highest 0.900 (0.800 to 1.00) at [64, 32]", picture.AlternativeText);
    }

    [Fact]
    public void One_point_without_an_interval_is_drawn()
    {
        var picture = Pictures.ValidationCurve<int>([new(3, Summary(0.5, double.NaN), null)], "Width", "Accuracy");

        Assert.Contains("1 point, with 95 % intervals. On test rows highest 0.500 at 3, lowest 0.500 at 3.", picture.AlternativeText);
        Assert.DoesNotContain("NaN", picture.ToSvg());
    }

    [Fact]
    public void No_points_and_no_finite_metric_are_refused()
    {
        Assert.Contains(
            "Pictures.LearningCurve: there are no points.", Assert.Throws<ArgumentException>(() => Pictures.LearningCurve([], "RSquared")).Message);
        Assert.Contains(
            "Pictures.ValidationCurve: no point has a finite RSquared.",
            Assert.Throws<ArgumentException>(
                () => Pictures.ValidationCurve<int>([new(3, Summary(double.NaN, 1), null)], "Width", "RSquared")).Message);
    }

    private static MetricSummary Summary(double mean, double margin) => new([mean], mean, margin, margin, 0.95, mean - margin, mean + margin);
}
