using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace MlNetDl.Reports.Html;

/// <summary>HTML. What stands in the holes of an interpolated string becomes text, escaped; only markup stays markup.</summary>
internal readonly struct Markup
{
    private readonly string? _html;

    private Markup(string html) => _html = html;

    public static Markup Of(Template html) => new(html.ToString());

    /// <summary>Text that is markup already, and our own.</summary>
    public static Markup Raw(string html) => new(html);

    /// <summary>A name or a value of the user's: whatever direction it is written in, the text around it keeps its own.</summary>
    public static Markup Isolated(string text) => Of($"<bdi>{text}</bdi>");

    public override string ToString() => _html ?? "";

    /// <summary>What the compiler fills the holes of a template by.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Template(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _html = new(literalLength + (16 * formattedCount));

        public void AppendLiteral(string value) => _html.Append(value);

        public void AppendFormatted(Markup value) => _html.Append(value._html);

        public void AppendFormatted(IEnumerable<Markup> values)
        {
            foreach (var value in values)
                _html.Append(value._html);
        }

        public void AppendFormatted(long value) => _html.Append(CultureInfo.InvariantCulture, $"{value}");

        public void AppendFormatted(double value, string format) => _html.Append(value.ToString(format, CultureInfo.InvariantCulture));

        public void AppendFormatted(string? value)
        {
            // By runes, so that half a surrogate pair becomes the replacement character. So does what HTML has no way to write.
            foreach (var rune in (value ?? "").EnumerateRunes())
            {
                _ = rune.Value switch
                {
                    '&' => _html.Append("&amp;"),
                    '<' => _html.Append("&lt;"),
                    '>' => _html.Append("&gt;"),
                    '"' => _html.Append("&quot;"),
                    '\'' => _html.Append("&#39;"),
                    0xFFFE or 0xFFFF => _html.Append(Rune.ReplacementChar.ToString()),
                    _ => _html.Append((Rune.IsControl(rune) && rune.Value is not ('\t' or '\n') ? Rune.ReplacementChar : rune).ToString()),
                };
            }
        }

        public override string ToString() => _html.ToString();
    }
}
