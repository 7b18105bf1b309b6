using ScottPlot;

namespace MlNetDl.Reports.Curves;

/// <summary>Leaves out points that lie beside others.</summary>
internal static class PointThinning
{
    /// <summary>All points, or of those in each cell of a grid the first, the grid being as fine as gives at most so many.</summary>
    public static Coordinates[] Thin(Coordinates[] points, int most)
    {
        if (points.Length <= most)
            return points;
        var (left, bottom) = (points.Min(point => point.X), points.Min(point => point.Y));
        var (width, height) = (points.Max(point => point.X) - left, points.Max(point => point.Y) - bottom);
        for (var cells = 128.0; ; cells *= 0.8)
        {
            Coordinates[] kept =
                [.. points.DistinctBy(point => (Cell(point.X - left, width, cells), Cell(point.Y - bottom, height, cells)))];
            if (kept.Length <= most)
                return kept;
        }
    }

    private static int Cell(double offset, double extent, double cells) => extent > 0 ? (int)(offset / extent * cells) : 0;
}
