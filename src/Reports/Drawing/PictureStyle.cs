using ScottPlot;
using ScottPlot.AxisPanels;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace MlNetDl.Reports.Drawing;

/// <summary>What all pictures have in common: colours, fonts, sizes, lines and the layout.</summary>
internal static class PictureStyle
{
    public const float TextSize = 13;
    public const float AxisTitleSize = 14;

    /// <summary>A line of more points than these goes without markers, which would hide it.</summary>
    public const int MostMarkers = 40;

    private const float LineWidth = 2;
    private const float MarkerSize = 8;
    private const float TitleLine = 22;
    private const float AxisTitleLine = 17;
    private const int MostTitleLines = 2;

    private static readonly MarkerShape[] _markers =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond,
        MarkerShape.FilledTriangleDown, MarkerShape.OpenCircle, MarkerShape.OpenSquare, MarkerShape.Eks,
    ];

    /// <summary>The pixels above the data area for a title of so many lines.</summary>
    public static float Above(int lines) => (lines * TitleLine) + 18;

    /// <summary>The marker of a series.</summary>
    public static MarkerShape Marker(int series) => _markers[series % _markers.Length];

    /// <summary>Gives a plot the colours that what is added to it takes.</summary>
    public static void Prepare(PictureCanvas canvas)
    {
        var (plot, colors) = (canvas.Plot, canvas.Colors);
        plot.Add.Palette = colors.Series;
        plot.FigureBackground.Color = colors.Background;
        plot.DataBackground.Color = colors.Background;
        plot.Axes.Color(colors.Foreground);
        plot.Grid.MajorLineColor = colors.Grid;
        plot.Axes.Right.IsVisible = false;
        plot.Axes.Top.IsVisible = false;
    }

    /// <summary>Completes a plot to which everything has been added.</summary>
    public static void Complete(PictureCanvas canvas, string title)
    {
        StyleData(canvas);
        // The axes on the left first: how much room they take decides how much there is below.
        var axes = canvas.Plot.Axes.GetYAxes().Cast<IAxis>().Concat(canvas.Plot.Axes.GetXAxes()).OfType<AxisBase>();
        foreach (var axis in axes.Where(axis => axis.IsVisible))
            StyleAxis(axis, canvas);
        var legend = StyleLegend(canvas);
        var above = StyleTitle(canvas, title, legend);
        canvas.Plot.Layout.Fixed(new PixelPadding(canvas.Left, canvas.Right, canvas.Bottom, above + legend));
    }

    private static void StyleData(PictureCanvas canvas)
    {
        var series = 0;
        var several = canvas.Plot.GetPlottables<Scatter>().Count(scatter => scatter.LegendText.Length > 0) > 1;
        foreach (var plottable in canvas.Plot.PlottableList)
        {
            if (plottable is IHasLine line)
                Recolor(line.LineStyle, canvas);
            if (plottable is IHasMarker marker)
                Recolor(marker.MarkerStyle, canvas);
            if (plottable is LabelStyleProperties labelled)
                StyleLabel(labelled.LabelStyle, canvas);
            if (plottable is BarPlot bars)
                StyleBars(bars, canvas);
            if (plottable is Scatter scatter)
                StyleScatter(scatter, several && scatter.LegendText.Length > 0 ? series++ : 0);
        }
    }

    private static void StyleScatter(Scatter scatter, int series)
    {
        if (scatter.LineWidth == 1)
            scatter.LineWidth = LineWidth;
        if (scatter.LinePattern.Intervals is null or { Length: 0 })
            scatter.LinePattern = LinePatterns.Of(series);
        if (scatter.MarkerShape == MarkerShape.FilledCircle)
            scatter.MarkerShape = Marker(series);
        if (scatter.MarkerSize == 5)
            scatter.MarkerSize = scatter.LineWidth > 0 && scatter.Data.GetScatterPoints().Count > MostMarkers ? 0 : MarkerSize;
        if (scatter.MarkerLineWidth == 1)
            scatter.MarkerLineWidth = LineWidth;
        scatter.LineStyle.StrokeJoin = SkiaSharp.SKStrokeJoin.Round;
    }

    private static void StyleBars(BarPlot bars, PictureCanvas canvas)
    {
        StyleLabel(bars.ValueLabelStyle, canvas);
        bars.ValueLabelStyle.FontName = PictureFont.For(string.Concat(bars.Bars.Select(bar => bar.Label)));
        foreach (var bar in bars.Bars)
            Recolor(bar.LineStyle, canvas);
    }

    // ScottPlot's default for lines and texts is black, which here stands for the foreground.
    private static void Recolor(LineStyle line, PictureCanvas canvas) => line.Color = Themed(line.Color, canvas);

    private static void Recolor(MarkerStyle marker, PictureCanvas canvas)
    {
        marker.FillColor = Themed(marker.FillColor, canvas);
        marker.LineColor = Themed(marker.LineColor, canvas);
    }

    private static Color Themed(Color color, PictureCanvas canvas) => color == Colors.Black ? canvas.Colors.Foreground : color;

    private static void StyleLabel(LabelStyle label, PictureCanvas canvas)
    {
        label.ForeColor = Themed(label.ForeColor, canvas);
        label.FontName = PictureFont.For(label.Text);
        label.FontSize = Math.Max(label.FontSize, TextSize);
        if (label.BackgroundColor == Colors.White)
            label.BackgroundColor = canvas.Colors.Background;
    }

    private static void StyleAxis(AxisBase axis, PictureCanvas canvas)
    {
        WrapTitle(axis, canvas);
        axis.LabelStyle.Bold = false;
        axis.LabelStyle.FontSize = AxisTitleSize;
        axis.LabelStyle.FontName = PictureFont.For(axis.LabelText);
        axis.TickLabelStyle.FontSize = TextSize;
        axis.TickLabelStyle.FontName = PictureFont.Family;
        if (axis.TickGenerator is NumericAutomatic { } automatic)
        {
            automatic.MinorTickGenerator = NoMinorTicks.Instance;
            if (automatic.LabelFormatter == LabelFormatters.Numeric)
                automatic.LabelFormatter = TickText.Of;
        }
        else if (axis.TickGenerator is NumericManual manual)
        {
            var all = new CoordinateRange(double.NegativeInfinity, double.PositiveInfinity);
            manual.Regenerate(all, axis.Edge, default, null!, axis.TickLabelStyle);
            axis.TickLabelStyle.FontName = PictureFont.For(string.Concat(manual.Ticks.Select(tick => tick.Label)));
        }
    }

    // A second line takes its room from the data area.
    private static void WrapTitle(AxisBase axis, PictureCanvas canvas)
    {
        // A title is centred on the data area.
        var isBelow = axis.Edge == Edge.Bottom;
        var middle = canvas.Left + (canvas.DataWidth / 2);
        var room = isBelow ? (2 * Math.Min(middle, canvas.Width - middle)) - 8 : canvas.Height - 40;
        var lines = PictureFont.Wrap(axis.LabelText, room, AxisTitleSize, MostTitleLines);
        axis.LabelText = string.Join('\n', lines);
        if (lines.Length > 1 && isBelow)
            canvas.Bottom += AxisTitleLine;
        else if (lines.Length > 1)
            canvas.Left += AxisTitleLine;
    }

    /// <summary>The pixels above the data area that the title takes.</summary>
    private static float StyleTitle(PictureCanvas canvas, string title, float legend)
    {
        string[] lines = [.. PictureFont.Wrap(title, canvas.DataWidth, canvas.TitleSize, MostTitleLines)];
        canvas.Plot.Title(string.Join('\n', lines));
        var label = canvas.Plot.Axes.Title.Label;
        label.Bold = false;
        label.FontSize = canvas.TitleSize;
        label.FontName = PictureFont.For(title);
        label.ForeColor = canvas.Colors.Foreground;
        label.OffsetY = -legend;
        return Above(lines.Length);
    }

    /// <summary>Puts the legend between the title and the data area.</summary>
    /// <returns>The pixels that it takes.</returns>
    private static float StyleLegend(PictureCanvas canvas)
    {
        var legend = canvas.Plot.Legend;
        legend.FontSize = TextSize;
        legend.FontColor = canvas.Colors.Foreground;
        legend.BackgroundColor = canvas.Colors.Background;
        legend.OutlineStyle = LineStyle.None;
        legend.ShadowColor = Colors.Transparent;
        legend.Orientation = Orientation.Horizontal;
        legend.TightHorizontalWrapping = true;
        legend.SymbolWidth = canvas.SymbolWidth;
        legend.Padding = new PixelPadding(0, 0, 2, 2);
        legend.InterItemPadding = new PixelPadding(0, 18, 2, 2);
        legend.Alignment = Alignment.UpperLeft;
        var items = legend.GetItems();
        if (!legend.IsVisible || items.Length == 0)
        {
            legend.IsVisible = false;
            return 0;
        }

        legend.FontName = PictureFont.For(string.Concat(items.Select(item => item.LabelText)));
        using var paint = Paint.NewDisposablePaint();
        var height = MathF.Ceiling(legend.GetLayout(new PixelSize(canvas.DataWidth, canvas.Height), paint).LegendRect.Height) + 6;
        legend.Margin = new PixelPadding(0, 0, 0, -height);
        return height;
    }

    private sealed class NoMinorTicks : IMinorTickGenerator
    {
        public static readonly NoMinorTicks Instance = new();

        public IEnumerable<double> GetMinorTicks(double[] majorPositions, CoordinateRange visibleRange) => [];
    }
}
