using System.Globalization;
using MlNetDl.Reports.Drawing;
using MlNetDl.Transforms.MlNet;
using ScottPlot;

namespace MlNetDl.Reports;

/// <summary>A picture that draws itself anew for each theme, size and format.</summary>
/// <remarks>The same picture gives the same SVG, byte for byte, on machines with the same fonts.</remarks>
public sealed class Picture
{
    private const int SmallestSide = 150;
    private const int LargestSide = 10_000;

    private static readonly string _sides = FormattableString.Invariant($"at least {SmallestSide} and at most {LargestSide} pixels");

    private readonly Action<PictureCanvas> _draw;

    /// <summary>Creates a picture.</summary>
    /// <param name="title">Its title, drawn above it.</param>
    /// <param name="alternativeText">What is seen in it, for those who do not see it.</param>
    /// <param name="draw">Adds the data and the titles of the axes; colours, fonts, sizes and lines are the theme's.</param>
    /// <exception cref="ArgumentException">The title or the alternative text is empty.</exception>
    public Picture(string title, string alternativeText, Action<Plot> draw)
        : this(Drawer(draw), title, alternativeText)
    {
    }

    private Picture(Action<PictureCanvas> draw, string title, string alternativeText)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        ArgumentException.ThrowIfNullOrWhiteSpace(alternativeText);
        Title = title;
        AlternativeText = alternativeText;
        _draw = draw;
    }

    /// <summary>The title.</summary>
    public string Title { get; }

    /// <summary>What is seen in the picture.</summary>
    public string AlternativeText { get; }

    /// <summary>The picture as SVG: XML on its own, and to be put into HTML as it is, any number of times.</summary>
    /// <param name="theme">The colours.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    public string ToSvg(PictureTheme theme = PictureTheme.Light, int width = 800, int height = 500)
    {
        using var plot = Draw(theme, width, height);
        var patterns = new LinePatterns();
        foreach (var line in plot.PlottableList.OfType<IHasLine>())
            patterns.Encode(line.LineStyle);
        return SvgDocument.Complete(plot.GetSvgXml(width, height), Title, AlternativeText, patterns.ByCode);
    }

    /// <summary>The picture as PNG.</summary>
    /// <param name="theme">The colours.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    public byte[] ToPng(PictureTheme theme = PictureTheme.Light, int width = 800, int height = 500)
    {
        using var plot = Draw(theme, width, height);
        return plot.GetImageBytes(width, height, ImageFormat.Png);
    }

    /// <summary>Writes the picture to a file.</summary>
    /// <param name="path">The file, whose extension tells the format: <c>.svg</c> or <c>.png</c>.</param>
    /// <param name="theme">The colours.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <exception cref="ArgumentException">The extension is neither.</exception>
    public void Save(string path, PictureTheme theme = PictureTheme.Light, int width = 800, int height = 500)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var extension = Path.GetExtension(path).ToLower(CultureInfo.InvariantCulture);
        switch (extension)
        {
            case ".svg":
                File.WriteAllText(path, ToSvg(theme, width, height));
                break;
            case ".png":
                File.WriteAllBytes(path, ToPng(theme, width, height));
                break;
            default:
                throw new ArgumentException(
                    $"{nameof(Picture)}: '{path}' ends in '{extension}'; a picture is saved as .svg or .png.", nameof(path));
        }
    }

    /// <summary>Creates a picture that draws by the size and the colours, too.</summary>
    internal static Picture Sized(string title, string alternativeText, Action<PictureCanvas> draw) => new(draw, title, alternativeText);

    private static Action<PictureCanvas> Drawer(Action<Plot> draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        return canvas => draw(canvas.Plot);
    }

    private Plot Draw(PictureTheme theme, int width, int height)
    {
        new OptionChecks(nameof(Picture))
            .Require(width is >= SmallestSide and <= LargestSide, nameof(width), width, _sides)
            .Require(height is >= SmallestSide and <= LargestSide, nameof(height), height, _sides)
            .ThrowIfViolated(nameof(width));
        var canvas = new PictureCanvas(new Plot(), PictureColors.Of(theme), width, height);
        PictureStyle.Prepare(canvas);
        _draw(canvas);
        PictureStyle.Complete(canvas, Title);
        return canvas.Plot;
    }
}
