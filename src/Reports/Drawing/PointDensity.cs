using ScottPlot;

namespace MlNetDl.Reports.Drawing;

/// <summary>How many points there are where, in place of the points: no spot is left out, and a million rows are a few kilobytes.</summary>
internal static class PointDensity
{
    /// <summary>More points than these are drawn by their density.</summary>
    public const int MostPoints = 2000;

    /// <summary>The width and height of a spot in pixels.</summary>
    private const int Spot = 5;

    private static readonly double[] _shades = [0.35, 0.6, 0.85, 1.2];

    /// <summary>The spots by how many points they have: up to 1, to 9, to 99, and more.</summary>
    public static IEnumerable<IPlottable> Of(IReadOnlyList<Coordinates> points, PictureCanvas canvas)
    {
        var (left, right) = (points.Min(point => point.X), points.Max(point => point.X));
        var (bottom, top) = (points.Min(point => point.Y), points.Max(point => point.Y));
        var (width, height) = (Step(left, right, canvas.DataWidth), Step(bottom, top, canvas.DataHeight));
        var spots = points.CountBy(point => ((int)((point.X - left) / width), (int)((point.Y - bottom) / height)));
        return spots.GroupBy(spot => Level(spot.Value)).OrderBy(level => level.Key).Select(level => new Cells(
            [.. level.Select(spot => Area(spot.Key)).OrderBy(area => area.Left).ThenBy(area => area.Bottom)],
            canvas.Colors.Shade(0, _shades[level.Key]))
        {
            LegendText = Name(level.Key),
        });

        CoordinateRect Area((int Column, int Row) spot) => new(
            left + (spot.Column * width), left + ((spot.Column + 1) * width),
            bottom + (spot.Row * height), bottom + ((spot.Row + 1) * height));
    }

    // Half of the margin that the plot leaves around the points goes to them, so that spots come out about square.
    private static double Step(double least, double most, float pixels) => most > least ? (most - least) / (pixels / Spot * 0.8) : 1;

    private static int Level(int count) => count switch { 1 => 0, < 10 => 1, < 100 => 2, _ => 3 };

    private static string Name(int level) => level switch
    {
        0 => "1 row",
        1 => "2 to 9",
        2 => "10 to 99",
        _ => "100 and more",
    };
}
