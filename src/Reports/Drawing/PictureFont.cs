using ScottPlot;
using SkiaSharp;

namespace MlNetDl.Reports.Drawing;

/// <summary>The font of the pictures: DejaVu Sans where it is installed, else the system's sans.</summary>
internal static class PictureFont
{
    public const string Preferred = "DejaVu Sans";

    private static readonly Lazy<string> _family = new(() => Choose(SKFontManager.Default.FontFamilies, SKTypeface.Default.FamilyName));

    public static string Family => _family.Value;

    /// <exception cref="InvalidOperationException">There is no font at all.</exception>
    public static string Choose(IEnumerable<string> installed, string system)
    {
        string[] families = [.. installed.Where(family => family.Length > 0)];
        if (families.Contains(Preferred, StringComparer.OrdinalIgnoreCase))
            return Preferred;
        return families.Contains(system) ? system : families.FirstOrDefault() ?? throw new InvalidOperationException(
            $"{nameof(Picture)}: no font is installed, so that a picture would have no text. Install one; on Debian and Ubuntu: apt-get " +
            "install fonts-dejavu-core.");
    }

    /// <summary>The font that has the characters of a text: the pictures' own, if it has, else one of the system's.</summary>
    public static string For(string? text)
    {
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (rune.Value > ' ' && !Typeface(Family).ContainsGlyph(rune.Value))
            {
                using var other = SKFontManager.Default.MatchCharacter(rune.Value);
                if (other is not null)
                    return other.FamilyName;
            }
        }

        return Family;
    }

    public static float Width(string text, float size) => Width(text, For(text), size);

    public static float Width(string text, string family, float size, bool bold = false)
    {
        // As ScottPlot measures and draws.
        using var font = new SKFont(Typeface(family, bold), size) { Hinting = SKFontHinting.Slight };
        return font.MeasureText(text);
    }

    /// <summary>The text in so many lines of at most a width, broken between words; what does not fit is left out.</summary>
    public static string[] Wrap(string text, float width, float size, int most)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && (lines.Count == most || Width($"{lines[^1]} {word}", size) <= width))
                lines[^1] = $"{lines[^1]} {word}";
            else
                lines.Add(word);
        }

        return [.. lines.Select(line => Shorten(line, width, size))];
    }

    /// <summary>The text, with an ellipsis for what does not fit a width.</summary>
    public static string Shorten(string text, float width, float size)
    {
        if (Width(text, size) <= width)
            return text;
        int[] starts = [.. System.Globalization.StringInfo.ParseCombiningCharacters(text)];
        var (fits, tooLong) = (0, starts.Length);
        while (tooLong - fits > 1)
        {
            var middle = (fits + tooLong) / 2;
            if (Width(text[..starts[middle]] + "…", size) <= width)
                fits = middle;
            else
                tooLong = middle;
        }

        return text[..starts[fits]].TrimEnd() + "…";
    }

    private static SKTypeface Typeface(string family, bool bold = false) => Fonts.GetTypeface(family, bold, italic: false);
}
