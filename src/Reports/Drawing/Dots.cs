using ScottPlot;
using SkiaSharp;

namespace MlNetDl.Reports.Drawing;

/// <summary>Round dots of one colour, drawn as one path of lines without a length.</summary>
internal sealed class Dots(IReadOnlyList<Coordinates> points, Color color) : IPlottable
{
    private const float Diameter = 5;

    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new ScottPlot.Axes();

    public IEnumerable<LegendItem> LegendItems => LegendItem.None;

    public AxisLimits GetAxisLimits() => new(
        points.Min(point => point.X), points.Max(point => point.X), points.Min(point => point.Y), points.Max(point => point.Y));

    public void Render(RenderPack rp)
    {
        using var path = new SKPath();
        foreach (var pixel in points.Select(Axes.GetPixel))
        {
            path.MoveTo(pixel.X, pixel.Y);
            path.LineTo(pixel.X, pixel.Y);
        }

        ScottPlot.Drawing.DrawPath(rp.Canvas, rp.Paint, path, new LineStyle(Diameter, color) { StrokeCap = SKStrokeCap.Round });
    }
}
