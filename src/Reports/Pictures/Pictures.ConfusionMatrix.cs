using Microsoft.ML.Data;
using MlNetDl.Reports.Drawing;
using ScottPlot;

namespace MlNetDl.Reports;

public static partial class Pictures
{
    /// <summary>Actual classes against predicted ones: counts, and shares of each row.</summary>
    /// <param name="matrix">The matrix, of ML.NET's metrics.</param>
    /// <param name="classNames">The names of the classes in the matrix' order; those that the matrix has, if null.</param>
    /// <param name="title">The title; one that says what is drawn, if null.</param>
    /// <exception cref="ArgumentException">There are not as many names as classes, or no rows.</exception>
    public static Picture ConfusionMatrix(ConfusionMatrix matrix, IReadOnlyList<string>? classNames = null, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var names = classNames ?? [.. matrix.PredictedClassesIndicators.Select(name => name.ToString())];
        if (names.Count != matrix.NumberOfClasses)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{Component(nameof(ConfusionMatrix))}: classNames has {names.Count} names, the matrix ") +
                FormattableString.Invariant($"{matrix.NumberOfClasses} classes. Give each class a name, in the matrix' order."),
                nameof(classNames));
        }

        var cells = ConfusionCell.Of(matrix.Counts);
        var rows = cells.Sum(cell => cell.Count);
        if (rows == 0)
        {
            throw new ArgumentException(
                $"{Component(nameof(ConfusionMatrix))}: the matrix has no rows. Check the data that were evaluated.", nameof(matrix));
        }

        title ??= "Confusion matrix";
        return Picture.Sized(title, DescribeConfusion(title, cells, names, rows), canvas =>
        {
            var plot = canvas.Plot;
            CategoryTicks.AlongBottom(canvas, names);
            CategoryTicks.AlongLeft(canvas, names);
            var shades = cells.Where(cell => cell.Count > 0).GroupBy(cell => Math.Ceiling(cell.Share * 20) / 20);
            foreach (var shade in shades.OrderBy(shade => shade.Key))
                plot.Add.Plottable(new Cells([.. shade.Select(cell => Area(cell, names.Count))], canvas.Colors.Shade(0, shade.Key)));
            WriteCells(canvas, cells, names.Count);
            plot.Grid.IsVisible = false;
            plot.XLabel("predicted class");
            plot.YLabel("actual class");
            plot.Axes.SetLimits(-0.5, names.Count - 0.5, -0.5, names.Count - 0.5);
        });
    }

    private static CoordinateRect Area(ConfusionCell cell, int classes) =>
        new(cell.Predicted - 0.5, cell.Predicted + 0.5, classes - 1 - cell.Actual - 0.5, classes - 1 - cell.Actual + 0.5);

    // Counts with shares where there is room for both, counts alone where there is room for them, and else the shades alone.
    private static void WriteCells(PictureCanvas canvas, IReadOnlyList<ConfusionCell> cells, int classes)
    {
        var (width, height) = (canvas.DataWidth / classes, canvas.DataHeight / classes);
        var written = cells.Where(cell => cell.Count > 0).ToArray();
        var widest = written.Max(cell => PictureFont.Width(cell.CountText, PictureStyle.TextSize));
        var shares = width > 54 && height > 38;
        if (widest + 4 > width || height < PictureStyle.TextSize)
            return;
        foreach (var cell in written)
        {
            var text = shares ? $"{cell.CountText}\n{Percent(cell.Share)}" : cell.CountText;
            var label = canvas.Plot.Add.Text(text, cell.Predicted, classes - 1 - cell.Actual);
            label.LabelAlignment = Alignment.MiddleCenter;
        }
    }

    private static string DescribeConfusion(string title, IReadOnlyList<ConfusionCell> cells, IReadOnlyList<string> names, double rows)
    {
        var right = cells.Where(cell => cell.Actual == cell.Predicted).Sum(cell => cell.Count);
        var wrong = cells.Where(cell => cell.Actual != cell.Predicted && cell.Count > 0).MaxBy(cell => cell.Count);
        var worst = cells.Where(cell => cell.Actual == cell.Predicted && !double.IsNaN(cell.Recall)).MinBy(cell => cell.Recall)!;
        return $"{title} of {Count(names.Count, "class", "classes")}, {Count(rows, "row")}, {Percent(right / rows)} of them predicted " +
            "right. " + (wrong is null
                ? "No row is taken for another class."
                : $"The largest confusion: {Count(wrong.Count, "row")} of {names[wrong.Actual]} ({Percent(wrong.Share)}) taken for " +
                    $"{names[wrong.Predicted]}. The lowest share found: {Percent(worst.Recall)} of {names[worst.Actual]}.");
    }
}
