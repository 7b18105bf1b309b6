using ScottPlot;
using ScottPlot.Palettes;

namespace MlNetDl.Reports.Drawing;

/// <summary>The colours of a theme.</summary>
/// <remarks>
/// Those of series are M. Okabe's and K. Ito's (Color Universal Design, 2008), told apart with any colour vision, in an order that
/// begins with those that stand out most from the background.
/// </remarks>
internal sealed class PictureColors
{
    private static readonly PictureColors _light = new(
        "#FFFFFF", "#1A1A1A", ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#1A1A1A", "#E69F00", "#56B4E9", "#F0E442"]);

    private static readonly PictureColors _dark = new(
        "#1B1B1B", "#EDEDED", ["#56B4E9", "#E69F00", "#009E73", "#CC79A7", "#EDEDED", "#D55E00", "#0072B2", "#F0E442"]);

    private PictureColors(string background, string foreground, string[] series)
    {
        Background = Color.FromHex(background);
        Foreground = Color.FromHex(foreground);
        Series = new Custom(series, "Okabe-Ito");
    }

    public Color Background { get; }

    public Color Foreground { get; }

    public IPalette Series { get; }

    /// <summary>The colour of lines that are there to be compared with.</summary>
    public Color Muted => Foreground.MixedWith(Background, 0.4);

    public Color Grid => Foreground.MixedWith(Background, 0.85);

    public static PictureColors Of(PictureTheme theme) => theme switch
    {
        PictureTheme.Light => _light,
        PictureTheme.Dark => _dark,
        _ => throw new ArgumentOutOfRangeException(nameof(theme), theme, $"{nameof(Picture)}: theme is {theme}; it must be one of " +
            $"{string.Join(", ", Enum.GetNames<PictureTheme>())}."),
    };

    /// <summary>A colour between the background, at 0, and that of a series, at 1.</summary>
    public Color Shade(int series, double share) => Background.MixedWith(Series.GetColor(series), share);

    /// <summary>The text colour that is read better on a filled area.</summary>
    public Color On(Color fill) => Contrast(Foreground, fill) >= Contrast(Background, fill) ? Foreground : Background;

    /// <summary>The contrast of two colours, from 1 to 21 (WCAG 2).</summary>
    public static double Contrast(Color first, Color second)
    {
        var (a, b) = (Luminance(first), Luminance(second));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(Color color) =>
        (0.2126 * Linear(color.R)) + (0.7152 * Linear(color.G)) + (0.0722 * Linear(color.B));

    private static double Linear(byte channel) =>
        channel / 255.0 is var share && share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
}
