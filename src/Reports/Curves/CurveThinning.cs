using ScottPlot;

namespace MlNetDl.Reports.Curves;

/// <summary>Leaves out points of a curve that cannot be seen.</summary>
internal static class CurveThinning
{
    /// <summary>How far the curve may move, as a share of its extent: a third of a pixel of a picture 800 pixels wide.</summary>
    public const double Tolerance = 1.0 / 2000;

    /// <summary>The ends and the corners of a curve, none of whose points is further than the tolerance from what is drawn.</summary>
    public static Coordinates[] Thin(IReadOnlyList<Coordinates> points)
    {
        if (points.Count < 3)
            return [.. points];
        var (width, height) = (Extent(points.Select(point => point.X)), Extent(points.Select(point => point.Y)));
        var unit = points.Select(point => new Coordinates(point.X / width, point.Y / height)).ToArray();
        var near = DropNear(unit);
        return [.. Corners(unit, near).Select(index => points[index])];
    }

    private static double Extent(IEnumerable<double> values)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        return most > least ? most - least : 1;
    }

    // A run of points within one cell is drawn by its first and last: half the tolerance goes here, half into the corners.
    private static List<int> DropNear(Coordinates[] points)
    {
        const double Cell = Tolerance / 2 / 1.5;
        var kept = new List<int> { 0 };
        for (var i = 1; i < points.Length; i++)
        {
            var (last, next) = (points[kept[^1]], points[i]);
            var moves = Math.Abs(next.X - last.X) > Cell || Math.Abs(next.Y - last.Y) > Cell;
            if (!moves)
                continue;
            if (kept[^1] != i - 1)
                kept.Add(i - 1);
            kept.Add(i);
        }

        if (kept[^1] != points.Length - 1)
            kept.Add(points.Length - 1);
        return kept;
    }

    // D. Douglas, T. Peucker: Algorithms for the reduction of the number of points required to represent a digitized line (1973).
    private static IEnumerable<int> Corners(Coordinates[] points, List<int> indexes)
    {
        var kept = new bool[indexes.Count];
        (kept[0], kept[^1]) = (true, true);
        var open = new Stack<(int First, int Last)>();
        open.Push((0, indexes.Count - 1));
        while (open.TryPop(out var part))
        {
            var (furthest, most) = (-1, Tolerance / 2);
            for (var i = part.First + 1; i < part.Last; i++)
            {
                var distance = Distance(points[indexes[i]], points[indexes[part.First]], points[indexes[part.Last]]);
                if (distance > most)
                    (furthest, most) = (i, distance);
            }

            if (furthest < 0)
                continue;
            kept[furthest] = true;
            open.Push((part.First, furthest));
            open.Push((furthest, part.Last));
        }

        return indexes.Where((_, i) => kept[i]);
    }

    /// <summary>The distance of a point from the line between two others.</summary>
    private static double Distance(Coordinates point, Coordinates from, Coordinates to)
    {
        var (x, y) = (to.X - from.X, to.Y - from.Y);
        var squared = (x * x) + (y * y);
        var along = squared == 0 ? 0 : Math.Clamp((((point.X - from.X) * x) + ((point.Y - from.Y) * y)) / squared, 0, 1);
        return Math.Sqrt(Math.Pow(point.X - from.X - (along * x), 2) + Math.Pow(point.Y - from.Y - (along * y), 2));
    }
}
