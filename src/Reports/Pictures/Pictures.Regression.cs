using Microsoft.ML;
using MlNetDl.Reports.Curves;
using MlNetDl.Reports.Drawing;
using ScottPlot;

namespace MlNetDl.Reports;

public static partial class Pictures
{
    /// <summary>Predictions of a regression against the labels.</summary>
    /// <param name="scored">The rows that the model has scored, with their labels.</param>
    /// <param name="labelColumnName">The label column, a Single.</param>
    /// <param name="scoreColumnName">The score column, a Single.</param>
    /// <param name="title">The title; one that says what is drawn, if null.</param>
    /// <remarks>Where there are many rows, the darker a spot the more rows are in it.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A column is not there, or of another type.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, or a label or a score is not finite.</exception>
    public static Picture PredictedAgainstActual(
        IDataView scored, string labelColumnName = "Label", string scoreColumnName = "Score", string? title = null)
    {
        var rows = RegressionRows.Read(scored, labelColumnName, scoreColumnName, Component(nameof(PredictedAgainstActual)));
        title ??= "Predicted against actual";
        var (least, most) = (Math.Min(rows.Actual.Min(), rows.Predicted.Min()), Math.Max(rows.Actual.Max(), rows.Predicted.Max()));
        var text = $"{title}, {Count(rows.Actual.Length, "row")}: {Errors(rows)}. Actual values from {Number(rows.Actual.Min())} to " +
            $"{Number(rows.Actual.Max())}, predicted ones from {Number(rows.Predicted.Min())} to {Number(rows.Predicted.Max())}.";
        return Picture.Sized(title, text, canvas =>
        {
            AddPoints(canvas, [.. rows.Actual.Zip(rows.Predicted, (actual, predicted) => new Coordinates(actual, predicted))]);
            AddReference(canvas, new Coordinates(least, least), new Coordinates(most, most), "exact prediction");
            canvas.Plot.XLabel($"actual {labelColumnName}");
            canvas.Plot.YLabel("predicted");
        });
    }

    /// <summary>Errors of a regression, actual minus predicted, against the predictions.</summary>
    /// <inheritdoc cref="PredictedAgainstActual"/>
    public static Picture Residuals(
        IDataView scored, string labelColumnName = "Label", string scoreColumnName = "Score", string? title = null)
    {
        var rows = RegressionRows.Read(scored, labelColumnName, scoreColumnName, Component(nameof(Residuals)));
        title ??= "Residuals";
        Coordinates[] points =
            [.. rows.Predicted.Zip(rows.Actual, (predicted, actual) => new Coordinates(predicted, (double)actual - predicted))];
        double[] sorted = [.. points.Select(point => point.Y).Order()];
        var text = $"{title}, actual minus predicted, {Count(points.Length, "row")}: {Errors(rows)}, mean {Number(sorted.Average())}. Nine " +
            $"in ten are from {Number(Quantile(sorted, 0.05))} to {Number(Quantile(sorted, 0.95))}; the largest are {Number(sorted[0])} and " +
            $"{Number(sorted[^1])}.";
        return Picture.Sized(title, text, canvas =>
        {
            AddPoints(canvas, points);
            AddReference(canvas, new Coordinates(rows.Predicted.Min(), 0), new Coordinates(rows.Predicted.Max(), 0), "no error");
            canvas.Plot.XLabel("predicted");
            canvas.Plot.YLabel($"actual minus predicted {labelColumnName}");
        });
    }

    private static string Errors(RegressionRows rows) => $"root mean squared error {Number(rows.RootMeanSquaredError)}" +
        (double.IsFinite(rows.RSquared) ? $", R squared {Number(rows.RSquared)}" : "");

    private static void AddPoints(PictureCanvas canvas, Coordinates[] points)
    {
        if (points.Length <= PointDensity.MostPoints)
        {
            canvas.Plot.Add.Plottable(new Dots(points, canvas.Colors.Series.GetColor(0)));
            return;
        }

        foreach (var level in PointDensity.Of(points, canvas))
            canvas.Plot.Add.Plottable(level);
    }

    // As numpy's: linear between the two nearest.
    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return sorted[below] + ((place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]));
    }
}
