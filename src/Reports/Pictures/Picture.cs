using System.Globalization;
using ScottPlot;

namespace MlNetDl.Reports;

/// <summary>A picture that draws itself anew for each theme, size and format.</summary>
/// <remarks>The same picture gives the same SVG, byte for byte, on machines with the same fonts.</remarks>
public sealed class Picture
{
    private readonly Action<Plot> _draw;

    /// <summary>Creates a picture.</summary>
    /// <param name="title">Its title, drawn above it.</param>
    /// <param name="alternativeText">What is seen in it, for those who do not see it.</param>
    /// <param name="draw">Adds the data and the titles of the axes; colours, fonts, sizes and lines are the theme's.</param>
    /// <exception cref="ArgumentException">The title or the alternative text is empty.</exception>
    public Picture(string title, string alternativeText, Action<Plot> draw)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        ArgumentException.ThrowIfNullOrWhiteSpace(alternativeText);
        ArgumentNullException.ThrowIfNull(draw);
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
    public string ToSvg(PictureTheme theme = PictureTheme.Light, int width = 800, int height = 500) =>
        Draw(theme).GetSvgXml(width, height);

    /// <summary>The picture as PNG.</summary>
    /// <param name="theme">The colours.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    public byte[] ToPng(PictureTheme theme = PictureTheme.Light, int width = 800, int height = 500) =>
        Draw(theme).GetImageBytes(width, height, ImageFormat.Png);

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
                throw new ArgumentException($"{nameof(Picture)}: '{path}' ends in '{extension}'; a picture is saved as .svg or .png.", nameof(path));
        }
    }

    private Plot Draw(PictureTheme theme)
    {
        _ = theme;
        var plot = new Plot();
        _draw(plot);
        plot.Title(Title);
        return plot;
    }
}
