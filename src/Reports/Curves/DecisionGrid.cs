using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms.MlNet;
using ScottPlot;

namespace MlNetDl.Reports.Curves;

/// <summary>What a model predicts over a rectangle of two features, and the rows in it.</summary>
internal sealed class DecisionGrid
{
    /// <summary>Cells about as wide as high in a picture of 800 by 500 pixels, three pixels each.</summary>
    private const int Columns = 228;
    private const int Rows = 120;

    /// <summary>How much wider the rectangle is than the rows reach, as a share of their extent.</summary>
    private const double Margin = 0.05;

    private readonly int[] _classes;

    private DecisionGrid(CoordinateRect area, string[] names, int[] classes, Dictionary<int, Coordinates[]> points) =>
        (Area, Names, _classes, Points) = (area, names, classes, points);

    public CoordinateRect Area { get; }

    /// <summary>The classes.</summary>
    public string[] Names { get; }

    /// <summary>The rows by their label's class; all by -1, where there is no label.</summary>
    public IReadOnlyDictionary<int, Coordinates[]> Points { get; }

    /// <summary>The share of the rectangle that is predicted to be of a class.</summary>
    public double Share(int @class) => _classes.Count(cell => cell == @class) / (double)_classes.Length;

    /// <summary>The cells of a class, runs of them in one.</summary>
    public CoordinateRect[] Cells(int @class)
    {
        var cells = new List<CoordinateRect>();
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var start = column;
                while (column < Columns && Class(column, row) == @class)
                    column++;
                if (column > start)
                    cells.Add(new CoordinateRect(X(start), X(column), Y(row), Y(row + 1)));
            }
        }

        return [.. cells];
    }

    /// <summary>Where one class ends and another begins.</summary>
    public (Coordinates From, Coordinates To)[] Borders()
    {
        var borders = new List<(Coordinates, Coordinates)>();
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                if (column + 1 < Columns && Class(column, row) != Class(column + 1, row))
                    borders.Add((new(X(column + 1), Y(row)), new(X(column + 1), Y(row + 1))));
                if (row + 1 < Rows && Class(column, row) != Class(column, row + 1))
                    borders.Add((new(X(column), Y(row + 1)), new(X(column + 1), Y(row + 1))));
            }
        }

        return [.. borders];
    }

    /// <summary>The middle of the largest square of a class; null, where it has none.</summary>
    public Coordinates? Middle(int @class)
    {
        // The side of the largest square of the class whose upper right cell it is.
        var sides = new int[_classes.Length];
        var (largest, at) = (0, (Column: 0, Row: 0));
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                if (Class(column, row) != @class)
                    continue;
                var side = column == 0 || row == 0
                    ? 1
                    : 1 + Math.Min(Side(column - 1, row), Math.Min(Side(column, row - 1), Side(column - 1, row - 1)));
                sides[(row * Columns) + column] = side;
                if (side > largest)
                    (largest, at) = (side, (column, row));
            }
        }

        return largest == 0 ? null : new Coordinates(X(at.Column + 1 - (largest / 2.0)), Y(at.Row + 1 - (largest / 2.0)));

        int Side(int column, int row) => sides[(row * Columns) + column];
    }

    public static DecisionGrid Of(ITransformer model, IDataView data, FeaturePair features, string? label, string component)
    {
        var (points, labels, order) = ReadRows(data, features, label, component);
        var area = Around(points);
        var predicted = Predict(model, data, features, area, component, out var predictedOrder);
        var found = predicted.Concat(labels).OfType<string>().ToHashSet();
        string[] names = [.. predictedOrder.Concat(order).Where(found.Contains).Concat(found.Order(StringComparer.Ordinal)).Distinct()];
        var index = names.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i);
        return new DecisionGrid(
            area, names, [.. predicted.Select(name => name is null ? -1 : index[name])],
            points.Zip(labels).GroupBy(row => row.Second is null ? -1 : index[row.Second])
                .ToDictionary(rows => rows.Key, rows => rows.Select(row => row.First).ToArray()));
    }

    private static (List<Coordinates> Points, List<string?> Labels, string[] Order) ReadRows(
        IDataView data, FeaturePair features, string? label, string component)
    {
        var labelColumn = label is null
            ? (DataViewSchema.Column?)null
            : ScoredColumns.Find(
                data.Schema, label, ClassNames.Accepts, "label", "a key, a Boolean or text; or give null for none", component);
        using var cursor = data.GetRowCursor(labelColumn is { } needed ? features.Columns.Append(needed) : features.Columns);
        var read = features.Reader(cursor, component);
        var readLabel = labelColumn is { } column ? ClassNames.Reader(cursor, column) : () => null;
        var (points, labels) = (new List<Coordinates>(), new List<string?>());
        while (cursor.MoveNext())
        {
            // A row with a missing feature has no place in the picture.
            var (x, y) = read();
            if (!float.IsFinite(x) || !float.IsFinite(y))
                continue;
            points.Add(new Coordinates(x, y));
            labels.Add(readLabel());
        }

        if (points.Count == 0)
        {
            throw new InvalidOperationException(
                $"{component}: the data has no row in which '{features.Names[0]}' and '{features.Names[1]}' are both finite. Check the " +
                "file that was loaded and the filters before it.");
        }

        return (points, labels, labelColumn is { } known ? ClassNames.Order(known) : []);
    }

    private static CoordinateRect Around(List<Coordinates> points)
    {
        var (left, right) = Widened(points.Min(point => point.X), points.Max(point => point.X));
        var (bottom, top) = Widened(points.Min(point => point.Y), points.Max(point => point.Y));
        return new CoordinateRect(left, right, bottom, top);
    }

    private static (double, double) Widened(double least, double most) =>
        (most > least ? (most - least) * Margin : Math.Max(1, Math.Abs(least))) is var margin ? (least - margin, most + margin) : default;

    private static string?[] Predict(
        ITransformer model, IDataView data, FeaturePair features, CoordinateRect area, string component, out string[] order)
    {
        var grid = new (float X, float Y)[Columns * Rows];
        for (var i = 0; i < grid.Length; i++)
        {
            grid[i] = (
                (float)(area.Left + (((i % Columns) + 0.5) / Columns * area.Width)),
                (float)(area.Bottom + (((i / Columns) + 0.5) / Rows * area.Height)));
        }

        var scored = model.Transform(new GridView(data, features, grid));
        var column = ScoredColumns.Find(
            scored.Schema, DefaultColumnNames.PredictedLabel, ClassNames.Accepts, "predicted label",
            "a key, a Boolean or text, as a model of classes gives it", component);
        order = ClassNames.Order(column);
        using var cursor = scored.GetRowCursor([column]);
        var read = ClassNames.Reader(cursor, column);
        var predicted = new string?[grid.Length];
        var rows = 0;
        for (; rows < predicted.Length && cursor.MoveNext(); rows++)
            predicted[rows] = read();
        return rows == predicted.Length && !cursor.MoveNext() ? predicted : throw new InvalidOperationException(
            $"{component}: the model gives other rows than go into it. Give it a model that goes row by row.");
    }

    private int Class(int column, int row) => _classes[(row * Columns) + column];

    private double X(double column) => Area.Left + (column / Columns * Area.Width);

    private double Y(double row) => Area.Bottom + (row / Rows * Area.Height);
}
