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
    /// <summary>A picture that is less wide has smaller margins.</summary>
    private const int Small = 600;

    /// <summary>The pixels on the left of the data area. What is drawn may ask for more.</summary>
    public float Left { get; set; } = Width < Small ? 78 : 92;

    public float Right { get; } = Width < Small ? 14 : 24;

    /// <summary>The pixels below the data area. What is drawn may ask for more.</summary>
    public float Bottom { get; set; } = 62;

    public float TitleSize { get; } = Width < Small ? 15 : 17;

    /// <summary>The width of a line in the legend.</summary>
    public float SymbolWidth { get; } = Width < Small ? 26 : 34;

    /// <summary>The width of the data area.</summary>
    public float DataWidth => Width - Left - Right;

    /// <summary>The height of the data area below a title of one line, without a legend.</summary>
    public float DataHeight => Height - Bottom - PictureStyle.Above(lines: 1);

    /// <summary>Adds vertical intervals around points.</summary>
    public void AddIntervals(double[] x, double[] y, double[] below, double[] above, Color color) =>
        Plot.Add.Plottable(new ErrorBar(x, y, null, null, above, below) { LineStyle = new LineStyle(1.5f, color), CapSize = 4 });
}
