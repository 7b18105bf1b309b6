using Microsoft.ML;
using MlNetDl.Reports.Curves;
using MlNetDl.Reports.Drawing;
using MlNetDl.Transforms.MlNet;
using ScottPlot;

namespace MlNetDl.Reports;

public static partial class Pictures
{
    /// <summary>The receiver operating characteristic of a binary model. Its area is ML.NET's <c>AreaUnderRocCurve</c>.</summary>
    /// <param name="scored">The rows that the model has scored, with their labels.</param>
    /// <param name="labelColumnName">The label column, a Boolean.</param>
    /// <param name="scoreColumnName">The score column, a Single.</param>
    /// <param name="title">The title; one that says what is drawn, if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is not there, or of another type.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, or only of one class, or a score is not finite.</exception>
    public static Picture Roc(IDataView scored, string labelColumnName = "Label", string scoreColumnName = "Score", string? title = null)
    {
        var rows = BinaryRows.Read(scored, labelColumnName, scoreColumnName, Component(nameof(Roc)));
        var curve = new RocCurve(rows);
        title ??= "ROC curve";
        var found = curve.Points.Where(point => point.X <= 0.1).Max(point => point.Y);
        var text = $"{title}: area {Number(curve.Area)} ({Rows(rows)}). With at most 10 % false alarms among the negative rows, " +
            $"{Percent(found)} of the positive rows are found.";
        return Picture.Sized(title, text, canvas =>
        {
            AddCurve(canvas, curve.Points, $"area {Number(curve.Area)}");
            AddReference(canvas, new Coordinates(0, 0), new Coordinates(1, 1), "chance, area 0.5");
            canvas.Plot.XLabel("false positive rate");
            canvas.Plot.YLabel("true positive rate");
            SetUnitLimits(canvas);
        });
    }

    /// <summary>Precision against recall of a binary model. Its area is ML.NET's <c>AreaUnderPrecisionRecallCurve</c>.</summary>
    /// <inheritdoc cref="Roc"/>
    /// <remarks>Of more than 100,000 rows ML.NET takes a sample, and this does not.</remarks>
    public static Picture PrecisionRecall(
        IDataView scored, string labelColumnName = "Label", string scoreColumnName = "Score", string? title = null)
    {
        var rows = BinaryRows.Read(scored, labelColumnName, scoreColumnName, Component(nameof(PrecisionRecall)));
        var curve = new PrecisionRecallCurve(rows);
        title ??= "Precision and recall";
        var half = curve.Points.Where(point => point.X >= 0.5).Max(point => point.Y);
        var text = $"{title}: area {Number(curve.Area)} ({Rows(rows)}). Where at least half of the positive rows are found, the precision " +
            $"reaches {Percent(half)}; by chance it is {Percent(curve.Share)}.";
        return Picture.Sized(title, text, canvas =>
        {
            AddCurve(canvas, curve.Points, $"area {Number(curve.Area)}");
            AddReference(canvas, new Coordinates(0, curve.Share), new Coordinates(1, curve.Share), $"chance, {Percent(curve.Share)}");
            canvas.Plot.XLabel("recall");
            canvas.Plot.YLabel("precision");
            SetUnitLimits(canvas);
        });
    }

    /// <summary>How often rows are positive, by the probability that was predicted for them, with 95 % intervals.</summary>
    /// <param name="scored">The rows that the model has scored, with their labels.</param>
    /// <param name="labelColumnName">The label column, a Boolean.</param>
    /// <param name="probabilityColumnName">The column of probabilities, a Single.</param>
    /// <param name="numberOfBins">The number of bins from 0 to 1, all as wide; those without rows are left out.</param>
    /// <param name="title">The title; one that says what is drawn, if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is not there, or of another type, or the number of bins is out of
    /// range.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, or only of one class, or a probability is none.</exception>
    public static Picture Calibration(
        IDataView scored, string labelColumnName = "Label", string probabilityColumnName = "Probability", int numberOfBins = 10,
        string? title = null)
    {
        var component = Component(nameof(Calibration));
        new OptionChecks(component)
            .Require(numberOfBins is >= 2 and <= 100, nameof(numberOfBins), numberOfBins, "at least 2 and at most 100")
            .ThrowIfViolated(nameof(numberOfBins));
        var rows = BinaryRows.Read(scored, labelColumnName, probabilityColumnName, component);
        if (rows.Scores[0] > 1 || rows.Scores[^1] < 0)
        {
            var wrong = rows.Scores[0] > 1 ? rows.Scores[0] : rows.Scores[^1];
            throw new InvalidOperationException(FormattableString.Invariant(
                $"{component}: column '{probabilityColumnName}' holds {wrong}, which is no probability: it must be from 0 to 1. ") +
                "Name the column of probabilities, or calibrate the model first, by mlContext.BinaryClassification.Calibrators.");
        }

        var curve = new CalibrationCurve(rows, numberOfBins);
        title ??= "Calibration";
        var furthest = curve.Points.MaxBy(point => Math.Abs(point.Share - point.Probability))!;
        var text = $"{title}: expected calibration error {Number(curve.Error)} ({Rows(rows)} in {Count(curve.Points.Count, "bin")}). " +
            $"Furthest off: of {Count(furthest.Rows, "row")} with a mean probability of {Percent(furthest.Probability)}, " +
            $"{Percent(furthest.Share)} are positive.";
        return Picture.Sized(title, text, canvas =>
        {
            var color = canvas.Colors.Series.GetColor(0);
            double[] x = [.. curve.Points.Select(point => point.Probability)];
            double[] y = [.. curve.Points.Select(point => point.Share)];
            canvas.AddIntervals(
                x, y, [.. curve.Points.Select(point => point.Share - point.Lower)],
                [.. curve.Points.Select(point => point.Upper - point.Share)], color);
            var line = canvas.Plot.Add.Scatter(x, y, color);
            line.LegendText = $"rows, calibration error {Number(curve.Error)}";
            line.MarkerSize = 8;
            AddReference(canvas, new Coordinates(0, 0), new Coordinates(1, 1), "perfectly calibrated");
            canvas.Plot.XLabel("predicted probability");
            canvas.Plot.YLabel("share of positive rows");
            SetUnitLimits(canvas);
        });
    }

    private static string Rows(BinaryRows rows) =>
        $"{Count(rows.Labels.Length, "row")}, {Percent((double)rows.Positives / rows.Labels.Length)} positive";

    private static void AddCurve(PictureCanvas canvas, IReadOnlyList<Coordinates> points, string legend)
    {
        var line = canvas.Plot.Add.Scatter(CurveThinning.Thin(points), canvas.Colors.Series.GetColor(0));
        line.MarkerSize = 0;
        line.LegendText = legend;
    }

    private static void AddReference(PictureCanvas canvas, Coordinates from, Coordinates to, string legend)
    {
        var line = canvas.Plot.Add.Scatter((Coordinates[])[from, to], canvas.Colors.Muted);
        line.MarkerSize = 0;
        line.LinePattern = LinePatterns.Dashed;
        line.LegendText = legend;
    }

    // A little more than from 0 to 1, so that a line along the edge is seen.
    private static void SetUnitLimits(PictureCanvas canvas) => canvas.Plot.Axes.SetLimits(-0.01, 1.01, -0.015, 1.015);
}
