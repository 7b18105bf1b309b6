using Microsoft.ML;
using MlNetDl.Reports.Curves;
using MlNetDl.Reports.Drawing;
using ScottPlot;

namespace MlNetDl.Reports;

public static partial class Pictures
{
    /// <summary>So many rows of a class are drawn at most; of more, one of those that lie together.</summary>
    private const int MostPointsOfClass = 200;

    /// <summary>What a model of classes predicts over two features, and the rows.</summary>
    /// <param name="model">Any fitted or loaded model or chain, which gives a <c>PredictedLabel</c>.</param>
    /// <param name="data">The rows that go into the model. Other columns that it reads have the values of the first row all over.</param>
    /// <param name="columns">The features: two columns of Singles, or one that is a vector of two.</param>
    /// <param name="labelColumnName">The label column of the data, a key, a Boolean or text; null to draw the rows without.</param>
    /// <param name="title">The title; one that says what is drawn, if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is not there, or of another type, or the model predicts no
    /// classes.</exception>
    /// <exception cref="InvalidOperationException">There are no rows.</exception>
    public static Picture DecisionRegions(
        ITransformer model, IDataView data, string[] columns, string? labelColumnName = "Label", string? title = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        var component = Component(nameof(DecisionRegions));
        var features = FeaturePair.Find(data.Schema, columns, component);
        var grid = DecisionGrid.Of(model, data, features, labelColumnName, component);
        title ??= "Decision regions";
        var rows = grid.Points.Sum(points => points.Value.Length);
        var shares = grid.Names.Select((name, i) => $"{name} over {Percent(grid.Share(i))}");
        var text = $"{title}: what is predicted for {features.Names[0]} from {Number(grid.Area.Left)} to {Number(grid.Area.Right)} and " +
            $"{features.Names[1]} from {Number(grid.Area.Bottom)} to {Number(grid.Area.Top)}: {string.Join(", ", shares)}. " +
            $"{Count(rows, "row")} drawn in it{(labelColumnName is null ? "" : $", marked by {labelColumnName}")}.";
        return Picture.Sized(title, text, canvas =>
        {
            var plot = canvas.Plot;
            for (var i = 0; i < grid.Names.Length; i++)
                plot.Add.Plottable(new Cells(grid.Cells(i), canvas.Colors.Shade(i, 0.35)));
            plot.Add.Plottable(new Segments(grid.Borders(), canvas.Colors.Foreground));
            foreach (var (@class, points) in grid.Points.OrderBy(points => points.Key))
                AddRows(canvas, grid, @class, points);
            for (var i = 0; i < grid.Names.Length; i++)
                NameRegion(canvas, grid, i);
            plot.Grid.IsVisible = false;
            plot.XLabel(features.Names[0]);
            plot.YLabel(features.Names[1]);
            plot.Axes.SetLimits(grid.Area.Left, grid.Area.Right, grid.Area.Bottom, grid.Area.Top);
        });
    }

    private static void AddRows(PictureCanvas canvas, DecisionGrid grid, int @class, Coordinates[] points)
    {
        var rows = canvas.Plot.Add.ScatterPoints(
            PointThinning.Thin(points, MostPointsOfClass), @class < 0 ? canvas.Colors.Foreground : canvas.Colors.Series.GetColor(@class));
        rows.MarkerShape = PictureStyle.Marker(Math.Max(0, @class));
        rows.MarkerSize = 8;
        rows.MarkerStyle.OutlineStyle = new LineStyle(1, canvas.Colors.Background);
        if (@class >= 0)
            rows.LegendText = grid.Names[@class];
    }

    private static void NameRegion(PictureCanvas canvas, DecisionGrid grid, int @class)
    {
        if (grid.Middle(@class) is not { } middle)
            return;
        var name = canvas.Plot.Add.Text(PictureFont.Shorten(grid.Names[@class], canvas.DataWidth / 3, PictureStyle.TextSize), middle);
        name.LabelAlignment = Alignment.MiddleCenter;
        name.LabelBackgroundColor = canvas.Colors.Background;
        name.LabelPadding = 3;
    }
}
