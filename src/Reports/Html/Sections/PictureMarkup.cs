using System.Text;

namespace MlNetDl.Reports.Html.Sections;

/// <summary>A picture on the page, once a theme; the style shows the one that fits.</summary>
internal static class PictureMarkup
{
    /// <summary>An SVG of more, of very many points, goes in as PNG.</summary>
    private const int MostCharacters = 100_000;

    /// <summary>
    /// The width in pixels at which a picture is drawn. The page scales it: up a little where two stand beside each other, and down a
    /// little on a telephone, so that its texts can be read on both.
    /// </summary>
    private const int Width = 480;

    /// <summary>Pictures, and tables that go with them, beside each other where there is room.</summary>
    public static Markup Beside(params IEnumerable<Markup> parts) => Markup.Of($"""
        <div class="pictures">
        {parts}</div>

        """);

    /// <summary>A picture that stands beside others.</summary>
    public static Markup Of(Picture picture, int height = 360) => Of(picture, Width, height, "beside");

    /// <summary>A picture with so much in it that it needs the whole width.</summary>
    public static Markup Wide(Picture picture) => Of(picture, 2 * Width, 720, "wide");

    private static Markup Of(Picture picture, int width, int height, string size)
    {
        return Markup.Of($"""
            <figure class="{size}">{Image(PictureTheme.Light, "light")}{Image(PictureTheme.Dark, "dark")}</figure>

            """);

        // Not inline: there, pictures would share the names of their parts.
        Markup Image(PictureTheme theme, string style) => Markup.Of(
            $"""<img class="{style}" width="{width}" height="{height}" alt="{picture.AlternativeText}" src="{Source(theme)}" />""");

        string Source(PictureTheme theme)
        {
            var svg = picture.ToSvg(theme, width, height);
            return svg.Length <= MostCharacters
                ? "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))
                : "data:image/png;base64," + Convert.ToBase64String(picture.ToPng(theme, width, height));
        }
    }
}
