using ScottPlot;
using ScottPlot.Plottables;

namespace MlNetDl.Reports.Drawing;

/// <summary>What a picture is drawn on.</summary>
/// <param name="Plot">The plot.</param>
/// <param name="Colors">The colours of the theme.</param>
/// <param name="Width">The picture's width in pixels.</param>
/// <param name="Height">The picture's height in pixels.</param>
internal sealed record PictureCanvas(Plot Plot, PictureColors Colors, int Width, int Height)
{
    /// <summary>The pixels beside the data area. What is drawn may ask for more on the left and below.</summary>
    public float Left { get; set; } = 92;

    public float Right { get; set; } = 24;

    public float Bottom { get; set; } = 62;

    /// <summary>The pixels between the title and the data area, beside those of the legend.</summary>
    public float Top { get; set; } = 14;

    /// <summary>The width of the data area.</summary>
    public float DataWidth => Width - Left - Right;

    /// <summary>Adds vertical intervals around points.</summary>
    public void AddIntervals(double[] x, double[] y, double[] below, double[] above, Color color) =>
        Plot.Add.Plottable(new ErrorBar(x, y, null, null, above, below) { LineStyle = new LineStyle(1.5f, color), CapSize = 4 });
}
