using ScottPlot;
using SkiaSharp;

namespace MlNetDl.Reports.Drawing;

/// <summary>Many straight lines of one colour, drawn as one path.</summary>
internal sealed class Segments(IReadOnlyList<(Coordinates From, Coordinates To)> segments, Color color) : IPlottable
{
    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new ScottPlot.Axes();

    public IEnumerable<LegendItem> LegendItems => LegendItem.None;

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp)
    {
        using var path = new SKPath();
        foreach (var (from, to) in segments)
        {
            path.MoveTo(Axes.GetPixel(from).ToSKPoint());
            path.LineTo(Axes.GetPixel(to).ToSKPoint());
        }

        ScottPlot.Drawing.DrawPath(rp.Canvas, rp.Paint, path, new LineStyle(1, color) { StrokeCap = SKStrokeCap.Square });
    }
}
