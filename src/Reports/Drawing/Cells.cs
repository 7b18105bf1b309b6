using ScottPlot;
using SkiaSharp;

namespace MlNetDl.Reports.Drawing;

/// <summary>Rectangles of one colour, drawn as one path: thousands of them are a few kilobytes of SVG.</summary>
internal sealed class Cells(IReadOnlyList<CoordinateRect> rectangles, Color color) : IPlottable
{
    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new ScottPlot.Axes();

    public string LegendText { get; init; } = "";

    public IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, new FillStyle(color));

    public AxisLimits GetAxisLimits() => rectangles.Count == 0
        ? AxisLimits.NoLimits
        : new AxisLimits(
            rectangles.Min(cell => cell.Left), rectangles.Max(cell => cell.Right), rectangles.Min(cell => cell.Bottom),
            rectangles.Max(cell => cell.Top));

    public void Render(RenderPack rp)
    {
        using var path = new SKPath();
        foreach (var cell in rectangles)
        {
            var pixels = Axes.GetPixelRect(cell);
            path.AddRect(new SKRect(Round(pixels.Left), Round(pixels.Top), Round(pixels.Right), Round(pixels.Bottom)));
        }

        ScottPlot.Drawing.FillPath(rp.Canvas, rp.Paint, path, new FillStyle(color));
    }

    // On whole pixels neighbours meet without a seam.
    private static float Round(float pixel) => MathF.Round(pixel);
}
