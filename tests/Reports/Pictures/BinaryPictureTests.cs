using Microsoft.ML;
using MlNetDl.Reports;
using MlNetDl.Reports.Curves;
using ScottPlot;
using Xunit;

namespace MlNetDl.Tests.Reports;

public class BinaryPictureTests
{
    private static readonly MLContext _mlContext = ScoredRows.MlContext;

    [Fact]
    public void The_points_of_the_roc_curve_are_those_of_scikit_learn()
    {
        var curve = new RocCurve(BinaryRows.Read(ScoredRows.WithTies, "Label", "Score", "test"));

        // scikit-learn 1.2.1: roc_curve(y, s, drop_intermediate=False), roc_auc_score(y, s).
        Assert.Equal([0, 0, 1 / 6.0, 2 / 6.0, 2 / 6.0, 3 / 6.0, 4 / 6.0, 4 / 6.0, 1, 1], curve.Points.Select(point => point.X), Near);
        Assert.Equal([0, 1 / 6.0, 1 / 6.0, 3 / 6.0, 4 / 6.0, 4 / 6.0, 4 / 6.0, 5 / 6.0, 5 / 6.0, 1], curve.Points.Select(point => point.Y), Near);
        Assert.Equal(0.5833333333333334, curve.Area, 12);
    }

    [Fact]
    public void The_points_of_the_precision_recall_curve_are_those_of_scikit_learn()
    {
        var curve = new PrecisionRecallCurve(BinaryRows.Read(ScoredRows.WithTies, "Label", "Score", "test"));

        // scikit-learn 1.2.1: precision_recall_curve(y, s), which has them from the last to the first.
        double[] recall = [1, 0.8333333333333334, 0.8333333333333334, 0.6666666666666666, 0.6666666666666666, 0.6666666666666666, 0.5,
            0.16666666666666666, 0.16666666666666666, 0];
        double[] precision = [0.5, 0.45454545454545453, 0.5555555555555556, 0.5, 0.5714285714285714, 0.6666666666666666, 0.6, 0.5, 1, 1];
        Assert.Equal(recall, curve.Points.Reverse().Select(point => point.X), Near);
        Assert.Equal(precision, curve.Points.Reverse().Select(point => point.Y), Near);
        Assert.Equal(0.5, curve.Share);
    }

    [Theory]
    [InlineData(5,
        new[] { 0.25, 0.25, 0.3333333333333333, 1.0, 0.8 },
        new[] { 0.06250000093132257, 0.26500000432133675, 0.5, 0.6424999982118607, 0.9 })]
    [InlineData(10,
        new[] { 0.0, 0.5, 0.0, 0.5, 0.5, 0.0, 1.0, 0.6666666666666666, 1.0 },
        new[] { 0.02500000037252903, 0.10000000149011612, 0.22500000149011612, 0.3050000071525574, 0.4749999940395355, 0.550000011920929,
            0.6424999982118607, 0.8366666634877523, 0.9950000047683716 })]
    public void The_points_of_the_calibration_curve_are_those_of_scikit_learn(int bins, double[] shares, double[] probabilities)
    {
        bool[] labels = [false, false, true, false, false, true, false, false, true, false, true, true, true, false, true, true, true, true, false, true];
        float[] scores = [0.05f, 0.1f, 0.1f, 0.2f, 0.25f, 0.3f, 0.31f, 0.45f, 0.5f, 0.55f, 0.6f, 0.62f, 0.7f, 0.8f, 0.81f, 0.9f, 0.99f, 1, 0, 0.65f];
        var curve = new CalibrationCurve(new BinaryRows(scores, labels, "test"), bins);

        // scikit-learn 1.2.1: calibration_curve(y, p, n_bins=bins).
        Assert.Equal(shares, curve.Points.Select(point => point.Share), Near);
        Assert.Equal(probabilities, curve.Points.Select(point => point.Probability), Near);
        Assert.Equal(20, curve.Points.Sum(point => point.Rows));
    }

    [Fact]
    public void The_intervals_of_the_calibration_curve_are_Wilsons()
    {
        float[] scores = [.. Enumerable.Repeat(0.9f, 10), .. Enumerable.Repeat(0.1f, 5)];
        bool[] labels = [.. Enumerable.Range(0, 15).Select(row => row < 8)];
        var curve = new CalibrationCurve(new BinaryRows(scores, labels, "test"), 2);

        // Wilson's formula in Python, for 0 of 5 and 8 of 10, at 95 %.
        Assert.Equal([0, 0.49016247153664183], curve.Points.Select(point => point.Lower), Near);
        Assert.Equal([0.43448246478317476, 0.9433178485456247], curve.Points.Select(point => point.Upper), Near);
        // By hand: 10 rows are off by 0.1, 5 by 0.1.
        Assert.Equal(0.1, curve.Error, 6);
    }

    [Fact]
    public void The_areas_in_the_pictures_are_those_of_MlNets_metrics()
    {
        foreach (var rows in (IDataView[])[ScoredRows.WithTies, ScoredRows.Binary(3000)])
        {
            var metrics = _mlContext.BinaryClassification.Evaluate(rows);

            Assert.Equal(metrics.AreaUnderRocCurve, new RocCurve(BinaryRows.Read(rows, "Label", "Score", "test")).Area, 10);
            Assert.Equal(
                metrics.AreaUnderPrecisionRecallCurve, new PrecisionRecallCurve(BinaryRows.Read(rows, "Label", "Score", "test")).Area, 10);
            AssertSays(Pictures.Roc(rows), FormattableString.Invariant($"area {metrics.AreaUnderRocCurve:F3}"));
            AssertSays(Pictures.PrecisionRecall(rows), FormattableString.Invariant($"area {metrics.AreaUnderPrecisionRecallCurve:F3}"));
        }
    }

    [Fact]
    public void The_alternative_texts_tell_the_figures()
    {
        // The areas are ML.NET's, the rest by hand.
        Assert.Equal(
            "ROC curve: area 0.583 (12 rows, 50 % positive). With at most 10 % false alarms among the negative rows, 16.7 % of the positive rows " +
            "are found.",
            Pictures.Roc(ScoredRows.WithTies).AlternativeText);
        Assert.Equal(
            "Precision and recall: area 0.655 (12 rows, 50 % positive). Where at least half of the positive rows are found, the precision reaches " +
            "66.7 %; by chance it is 50 %.",
            Pictures.PrecisionRecall(ScoredRows.WithTies).AlternativeText);
        Assert.StartsWith("Calibration: expected calibration error ", Pictures.Calibration(ScoredRows.WithTies).AlternativeText);
    }

    [Fact]
    public void Very_many_rows_make_a_small_picture_of_the_same_curve()
    {
        var rows = ScoredRows.Binary(200_000);
        var points = new RocCurve(BinaryRows.Read(rows, "Label", "Score", "test")).Points;
        var drawn = CurveThinning.Thin(points);

        Assert.True(points.Count > 150_000);
        Assert.InRange(drawn.Length, 10, 500);
        // Both axes are as long as 684 and 390 pixels: half a pixel is 0.0007 of the one and 0.0013 of the other.
        Assert.All(points, point => Assert.True(Distance(point, drawn) < CurveThinning.Tolerance));
        Assert.InRange(Pictures.Roc(rows).ToSvg().Length, 1, 60_000);
        Assert.InRange(Pictures.PrecisionRecall(rows).ToSvg().Length, 1, 60_000);
    }

    [Fact]
    public void Corners_of_a_curve_are_kept()
    {
        Coordinates[] stairs = [.. Enumerable.Range(0, 1001).Select(i => new Coordinates(((i + 1) / 2) / 500.0, (i / 2) / 500.0))];

        var drawn = CurveThinning.Thin([.. Enumerable.Repeat(stairs[0], 50), .. stairs, stairs[^1], new(1, 7), new(1, 3)]);

        Assert.Equal((stairs[0], new Coordinates(1, 7), new Coordinates(1, 3)), (drawn[0], drawn[^2], drawn[^1]));
        Assert.Equal([new(0, 0)], CurveThinning.Thin([new Coordinates(0, 0)]));
    }

    [Fact]
    public void A_column_that_is_not_there_or_of_another_type_is_named()
    {
        AssertRefused<ArgumentOutOfRangeException>(
            () => Pictures.Roc(ScoredRows.WithTies, "Lable"), "Pictures.Roc: there is no label column 'Lable'; it must be a Boolean. The data has 'Label'");
        AssertRefused<ArgumentOutOfRangeException>(
            () => Pictures.PrecisionRecall(ScoredRows.WithTies, "Score"), "Pictures.PrecisionRecall: label column 'Score' is Single; it must be a Boolean.");
        AssertRefused<ArgumentOutOfRangeException>(
            () => Pictures.Calibration(ScoredRows.WithTies, probabilityColumnName: "Label"), "Pictures.Calibration: score column 'Label' is Boolean");
    }

    [Fact]
    public void Rows_of_one_class_no_rows_and_scores_that_are_no_numbers_are_refused()
    {
        AssertRefused<InvalidOperationException>(
            () => Pictures.Roc(ScoredRows.Binary([true, true], [1, 2])), "Pictures.Roc: all 2 rows are positive; the curve needs rows of both classes.");
        AssertRefused<InvalidOperationException>(
            () => Pictures.PrecisionRecall(ScoredRows.Binary([false], [1])), "all 1 rows are negative");
        AssertRefused<InvalidOperationException>(() => Pictures.Roc(ScoredRows.Binary([], [])), "Pictures.Roc: the data has no rows.");
        AssertRefused<InvalidOperationException>(
            () => Pictures.Roc(ScoredRows.Binary([true, false], [1, float.NaN])), "Pictures.Roc: score column 'Score' holds NaN in row 2; it must be finite.");
        AssertRefused<InvalidOperationException>(
            () => Pictures.Calibration(ScoredRows.Binary([true, false], [1.5f, 0.5f])), "column 'Probability' holds 1.5, which is no probability");
        AssertRefused<ArgumentOutOfRangeException>(
            () => Pictures.Calibration(ScoredRows.WithTies, numberOfBins: 1), "numberOfBins is 1; it must be at least 2 and at most 100.");
    }

    private static void AssertSays(Picture picture, string figure)
    {
        Assert.Contains(figure, picture.AlternativeText);
        Assert.Contains(figure, new Svg(picture).Texts);
    }

    private static void AssertRefused<TException>(Func<Picture> draw, string message)
        where TException : Exception => Assert.Contains(message, Assert.Throws<TException>(draw).Message);

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) < 1e-9;

    private static double Distance(Coordinates point, Coordinates[] line)
    {
        // The curve goes to the right: only what is drawn about the point can be near.
        var first = Array.FindIndex(line, corner => corner.X >= point.X);
        var parts = Enumerable.Range(Math.Max(0, first - 3), 6).Where(i => i + 1 < line.Length);
        return parts.Min(i => Distance(point, line[i], line[i + 1]));
    }

    private static double Distance(Coordinates point, Coordinates from, Coordinates to)
    {
        var (x, y) = (to.X - from.X, to.Y - from.Y);
        var along = (x, y) == (0, 0) ? 0 : Math.Clamp((((point.X - from.X) * x) + ((point.Y - from.Y) * y)) / ((x * x) + (y * y)), 0, 1);
        return Math.Sqrt(Math.Pow(point.X - from.X - (along * x), 2) + Math.Pow(point.Y - from.Y - (along * y), 2));
    }
}
