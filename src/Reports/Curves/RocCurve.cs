using ScottPlot;

namespace MlNetDl.Reports.Curves;

/// <summary>The receiver operating characteristic: the share of the positive rows that is found, over that of the negative ones.</summary>
internal sealed class RocCurve
{
    public RocCurve(BinaryRows rows)
    {
        var points = new List<Coordinates> { new(0, 0) };
        var area = 0.0;
        foreach (var (_, truePositives, falsePositives) in rows.Thresholds())
        {
            var point = new Coordinates((double)falsePositives / rows.Negatives, (double)truePositives / rows.Positives);
            area += (point.X - points[^1].X) * (point.Y + points[^1].Y) / 2;
            points.Add(point);
        }

        (Points, Area) = (points, area);
    }

    /// <summary>From no row taken as positive to all of them, a point a score.</summary>
    public IReadOnlyList<Coordinates> Points { get; }

    /// <summary>The area below the curve.</summary>
    public double Area { get; }
}
