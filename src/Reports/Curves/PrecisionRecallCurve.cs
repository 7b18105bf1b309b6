using ScottPlot;

namespace MlNetDl.Reports.Curves;

/// <summary>The share of the rows taken as positive that are so, over the share of the positive rows that is found.</summary>
internal sealed class PrecisionRecallCurve
{
    public PrecisionRecallCurve(BinaryRows rows)
    {
        var points = new List<Coordinates> { new(0, 1) };
        foreach (var (_, truePositives, falsePositives) in rows.Thresholds())
        {
            var (found, right) = ((double)truePositives / rows.Positives, (double)truePositives / (truePositives + falsePositives));
            points.Add(new Coordinates(found, right));
        }

        (Points, Area, Share) = (points, LowerTrapezoids(rows), (double)rows.Positives / rows.Labels.Length);
    }

    /// <summary>
    /// From no row taken as positive to all of them, a point a score. At the first, where the precision is not defined, it is 1.
    /// </summary>
    public IReadOnlyList<Coordinates> Points { get; }

    /// <summary>The area below the curve, as ML.NET has it.</summary>
    public double Area { get; }

    /// <summary>The share of the positive rows, which is the precision of chance.</summary>
    public double Share { get; }

    // K. Boyd, K. Eng, C. Page: Area under the Precision-Recall Curve, ECML PKDD 2013, row by row, as ML.NET's metric does it.
    private static double LowerTrapezoids(BinaryRows rows)
    {
        var (truePositives, precision, area) = (0, 1.0, 0.0);
        for (var row = 0; row < rows.Labels.Length; row++)
        {
            truePositives += rows.Labels[row] ? 1 : 0;
            var next = (double)truePositives / (row + 1);
            area += rows.Labels[row] ? (precision + next) / 2 / rows.Positives : 0;
            precision = next;
        }

        return area;
    }
}
