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
        "#FFFFFF", "#1A1A1A", 0.8, ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#1A1A1A", "#E69F00", "#56B4E9", "#F0E442"]);

    private static readonly PictureColors _dark = new(
        "#1B1B1B", "#EDEDED", 0.5, ["#56B4E9", "#E69F00", "#009E73", "#CC79A7", "#EDEDED", "#D55E00", "#0072B2", "#F0E442"]);

    private readonly double _strongest;

    private PictureColors(string background, string foreground, double strongest, string[] series)
    {
        _strongest = strongest;
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

    /// <summary>A colour between the background, at 0, and one near that of a series, at 1, on all of which text is read.</summary>
    public Color Shade(int series, double share) => Background.MixedWith(Series.GetColor(series), share * _strongest);
}
