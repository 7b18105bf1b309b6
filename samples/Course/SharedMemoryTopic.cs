using Microsoft.ML;
using MlNetDl.Reports;
using MlNetDl.Trainers;
using static TorchSharp.torch;

namespace MlNetDl.Samples.Course;

/// <summary>Tensors that are views of one memory, and those that have their own.</summary>
internal sealed class SharedMemoryTopic : CourseTopic
{
    private const int Rows = 3, Columns = 4;

    public override string Name => "shared-memory";

    public override string Title => "Views that share memory";

    public override string Summary => "Which operations give another view of the same numbers, and which copy them.";

    public override Picture Run(CourseContext context)
    {
        TorchRuntime.Initialize();
        float[] cells = [.. Enumerable.Range(0, Rows * Columns).Select(i => (float)i)];
        using (NewDisposeScope())
        {
            // A tensor over the array itself: no number is copied.
            var flat = frombuffer(cells, ScalarType.Float32);
            var matrix = flat.view(Rows, Columns);
            var transposed = matrix.t();
            context.Line($"view(3, 4): strides {CourseText.Join(matrix.stride())}; t(): strides {CourseText.Join(transposed.stride())}");

            matrix[1, 2] = tensor(60f);
            context.Line($"matrix[1, 2] = 60: cells[1 * 4 + 2] is {cells[6]}, t()[2, 1] is {transposed[2, 1].item<float>()}");
            transposed.narrow(0, 0, 1).fill_(-1);
            context.Line($"first row of t() = -1: cells is {CourseText.Join(cells)}");

            foreach (var (name, make) in Makers(cells))
                context.Line($"{name}: {(Shares(matrix, make(matrix), cells) ? "shares the memory" : "has its own")}");
        }

        AddInPlace(context);
        ReuseRows(context);
        return Draw(cells);
    }

    private static IEnumerable<(string Name, Func<Tensor, Tensor> Make)> Makers(float[] cells) =>
    [
        ("view(12)", matrix => matrix.view(-1)),
        ("narrow(0, 1, 2), the last two rows", matrix => matrix.narrow(0, 1, 2)),
        ("reshape(2, 6)", matrix => matrix.reshape(2, 6)),
        ("t().reshape(12)", matrix => matrix.t().reshape(-1)),
        ("clone()", matrix => matrix.clone()),
        ("matrix + 0", matrix => matrix + 0),
        ("tensor(cells)", _ => tensor(cells)),
    ];

    /// <summary>Writes through the one, and looks whether the array has changed.</summary>
    private static bool Shares(Tensor matrix, Tensor other, float[] cells)
    {
        var before = matrix.clone();
        var kept = cells.ToArray();
        other.fill_(99);
        var shares = !cells.SequenceEqual(kept);
        matrix.copy_(before);
        return shares;
    }

    private static void AddInPlace(CourseContext context)
    {
        using var scope = NewDisposeScope();
        Tensor x = ones(3), y = ones(3);
        var alias = y.view(3);
        y.add_(x);
        context.Line($"y.add_(x): y is {Join(y)}, and its view {Join(alias)}");
        y = y + x;
        context.Line($"y = y + x: y is {Join(y)}, but its former view {Join(alias)}");
    }

    /// <summary>ML.NET does so with rows: one object for all.</summary>
    private static void ReuseRows(CourseContext context)
    {
        var mlContext = new MLContext(seed: 1);
        var data = mlContext.Data.LoadFromEnumerable<Row>([new() { X = 1 }, new() { X = 2 }, new() { X = 3 }]);
        foreach (var reuse in new[] { false, true })
        {
            var rows = mlContext.Data.CreateEnumerable<Row>(data, reuse).ToList();
            context.Line($"ML.NET's rows with reuseRowObject {reuse}: {CourseText.Join(rows.Select(row => row.X))}");
        }
    }

    private Picture Draw(float[] cells) => new(
        Title,
        "Three grids of the same twelve numbers: the array as one row, its view as 3 by 4 matrix, and the transposed view, 4 by 3. "
        + "What was written through one of them stands in all: 60, and -1 in the matrix's first column, which is the transposed first row.",
        plot =>
        {
            AddGrid(plot, cells, "cells", left: 0, top: 6, rows: 1, columns: cells.Length, rowStride: 0, columnStride: 1);
            AddGrid(plot, cells, "view(3, 4)", left: 0, top: 4, Rows, Columns, rowStride: Columns, columnStride: 1);
            AddGrid(plot, cells, "view(3, 4).t()", left: 8, top: 4, Columns, Rows, rowStride: 1, columnStride: Columns);
            plot.Axes.SetLimits(-0.1, 12.1, 0.3, 7.2);
            plot.HideAxesAndGrid();
        });

    private static void AddGrid(
        ScottPlot.Plot plot, float[] cells, string name, double left, double top, int rows, int columns, int rowStride, int columnStride)
    {
        var title = plot.Add.Text(name, left, top + 0.7);
        title.LabelAlignment = ScottPlot.Alignment.MiddleLeft;
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var value = cells[(row * rowStride) + (column * columnStride)];
                double x = left + column, y = top - row;
                var cell = plot.Add.Rectangle(x, x + 1, y - 0.5, y + 0.5);
                cell.FillColor = value is -1 ? ScottPlot.Colors.Orange.WithAlpha(0.4)
                    : value is 60 ? ScottPlot.Colors.SkyBlue.WithAlpha(0.6) : ScottPlot.Colors.Transparent;
                cell.LineColor = ScottPlot.Colors.Black;
                var text = plot.Add.Text(FormattableString.Invariant($"{value}"), x + 0.5, y);
                text.LabelAlignment = ScottPlot.Alignment.MiddleCenter;
            }
        }
    }

    private static string Join(Tensor tensor) => CourseText.Join(tensor.data<float>().ToArray());

    private sealed class Row
    {
        public float X { get; set; }
    }
}
