using MlNetDl.Reports;
using Xunit;

namespace MlNetDl.Tests.Reports;

public class RegressionPictureTests
{
    [Fact]
    public void The_figures_are_those_of_scikit_learn_and_numpy()
    {
        var rows = ScoredRows.Regression([3, 5, 2.5f, 7, 1], [2.5f, 5, 4, 8, 1.5f]);

        // scikit-learn 1.2.1: r2_score 0.82798, mean_squared_error ** 0.5 0.86603; numpy: quantile(a - p, [.05, .95]) -1.4 and 0.4.
        Assert.Equal(
            "Predicted against actual, 5 rows: root mean squared error 0.866, R squared 0.828. Actual values from 1.00 to 7.00, predicted ones " +
            "from 1.50 to 8.00.",
            Pictures.PredictedAgainstActual(rows).AlternativeText);
        Assert.Equal(
            "Residuals, actual minus predicted, 5 rows: root mean squared error 0.866, R squared 0.828, mean -0.500. Nine in ten are from -1.40 " +
            "to 0.400; the largest are -1.50 and 0.500.",
            Pictures.Residuals(rows).AlternativeText);
    }

    [Fact]
    public void The_figures_are_those_of_MlNets_metrics()
    {
        var rows = ScoredRows.Regression(3000);
        var metrics = ScoredRows.MlContext.Regression.Evaluate(rows);

        Assert.Contains(
            FormattableString.Invariant($"root mean squared error {metrics.RootMeanSquaredError:F2}, R squared {metrics.RSquared:F3}"),
            Pictures.Residuals(rows).AlternativeText);
    }

    [Fact]
    public void Many_rows_are_drawn_by_their_density_and_stay_small()
    {
        var rows = ScoredRows.Regression(100_000);
        var svg = new Svg(Pictures.PredictedAgainstActual(rows));

        Assert.Contains("10 to 99", svg.Texts);
        Assert.InRange(svg.Xml.Length, 1, 150_000);
        Assert.DoesNotContain("10 to 99", new Svg(Pictures.PredictedAgainstActual(ScoredRows.Regression(500))).Texts);
    }

    [Fact]
    public void One_row_and_equal_labels_are_drawn_without_R_squared()
    {
        var text = Pictures.PredictedAgainstActual(ScoredRows.Regression([2, 2], [1, 3])).AlternativeText;

        Assert.Contains("2 rows: root mean squared error 1.00. ", text);
        Assert.NotEmpty(Pictures.Residuals(ScoredRows.Regression([2], [1])).ToSvg());
    }

    [Fact]
    public void No_rows_and_values_that_are_not_finite_are_refused()
    {
        Assert.Contains(
            "Pictures.Residuals: the data has no rows.",
            Assert.Throws<InvalidOperationException>(() => Pictures.Residuals(ScoredRows.Regression([], []))).Message);
        Assert.Contains(
            "score column 'Score' holds NaN in row 1",
            Assert.Throws<InvalidOperationException>(() => Pictures.PredictedAgainstActual(ScoredRows.Regression([1], [float.NaN]))).Message);
        Assert.Contains(
            "label column 'Label' holds Infinity in row 2; it must be finite.",
            Assert.Throws<InvalidOperationException>(
                () => Pictures.PredictedAgainstActual(ScoredRows.Regression([1, float.PositiveInfinity], [1, 1]))).Message);
        Assert.Contains(
            "Pictures.Residuals: label column 'Label' is Boolean; it must be a Single.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Pictures.Residuals(ScoredRows.WithTies)).Message);
    }
}
