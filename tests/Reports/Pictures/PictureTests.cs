using System.Globalization;
using System.Xml.Linq;
using MlNetDl.Reports;
using MlNetDl.Reports.Drawing;
using MlNetDl.Tests.Support;
using ScottPlot;
using Xunit;

namespace MlNetDl.Tests.Reports;

public class PictureTests
{
    private static readonly Picture _picture = new("Loss & <metric>", "It falls from 4 to 1 & \"ends\" <there>.", plot =>
    {
        foreach (var series in (int[])[1, 2, 3])
            plot.Add.Scatter((double[])[1, 2, 3, 4], [4.0 * series, 2 * series, 1.5 * series, series]).LegendText = $"series {series}";
        plot.Add.Text("here", 2, 5);
        plot.XLabel("epoch");
        plot.YLabel("loss");
    });

    private static readonly PictureTheme[] _themes = Enum.GetValues<PictureTheme>();

    [Fact]
    public void The_svg_is_a_document_of_its_own_with_a_title_and_a_description()
    {
        var svg = new Svg(_picture);

        Assert.Equal(Svg.Namespace + "svg", svg.Root.Name);
        Assert.Equal("img", svg.Root.Attribute("role")!.Value);
        Assert.Equal("0 0 800 500", svg.Root.Attribute("viewBox")!.Value);
        Assert.Equal("Loss & <metric>", svg.Root.Elements().First().Value);
        Assert.Equal("It falls from 4 to 1 & \"ends\" <there>.", svg.Root.Elements().Skip(1).First().Value);
        Assert.Equal(["title", "desc"], svg.Root.Elements().Take(2).Select(element => element.Name.LocalName));
        Assert.Contains("Loss & <metric>", svg.Texts);
    }

    [Fact]
    public void Characters_that_XML_cannot_hold_are_left_out()
    {
        var svg = new Svg(new Picture("a\u0001b😀", "c\uD800d", plot => plot.XLabel("e\u0002f")));

        Assert.Equal(["ab😀", "cd"], svg.Root.Elements().Take(2).Select(element => element.Value));
        Assert.Contains(svg.Texts, text => text.Contains('f'));
    }

    [Fact]
    public void Several_on_one_page_share_no_id_and_refer_to_none_of_another()
    {
        var page = XDocument.Parse("<html>" + string.Concat(_themes.Select(theme => _picture.ToSvg(theme))) + _picture.ToSvg() + "</html>");

        Assert.Empty(page.Descendants().Attributes("id"));
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Value.Contains("url(#"));
    }

    [Fact]
    public void Ids_that_images_need_differ_between_pictures()
    {
        var pictures = Enumerable.Range(1, 2).Select(number => new Picture($"{number}", "An image.", plot =>
            plot.Add.Heatmap(new double[,] { { 1, 2 }, { 3, number } })));
        var ids = pictures.Select(picture => new Svg(picture).Root.Descendants().Attributes("id").Select(id => id.Value).ToArray()).ToArray();

        Assert.NotEmpty(ids[0]);
        Assert.Empty(ids[0].Intersect(ids[1]));
    }

    [Fact]
    public void The_same_picture_gives_the_same_bytes_in_any_culture()
    {
        var first = _picture.ToSvg();
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(first, _picture.ToSvg());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void All_text_is_at_least_13_pixels_high_and_keeps_its_width_in_another_font()
    {
        foreach (var text in new Svg(_picture).All("text"))
        {
            Assert.True(Svg.Number(text, "font-size") >= 13, text.Value);
            Assert.True(Svg.Number(text, "textLength") > 0, text.Value);
            Assert.EndsWith("sans-serif", text.Attribute("font-family")!.Value, StringComparison.Ordinal);
            Assert.DoesNotContain(",", text.Attribute("x")!.Value);
        }
    }

    [Fact]
    public void Series_are_told_by_dashes_and_markers_too()
    {
        var svg = new Svg(_picture);

        var dashes = svg.All("path").Attributes("stroke-dasharray").Select(dash => dash.Value).ToArray();
        // Each once in the data and once in the legend.
        Assert.Equal(["2 4", "2 4", "9 5", "9 5"], dashes.Order(StringComparer.Ordinal));
        Assert.Equal(5, svg.All("ellipse").Length);
        Assert.Equal(3, svg.Texts.Count(text => text.StartsWith("series", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_drawn_in_black_is_light_in_the_dark_theme()
    {
        var here = new Svg(_picture, PictureTheme.Dark).All("text").Single(text => text.Value == "here");

        Assert.Equal("#EDEDED", here.Attribute("fill")!.Value);
        Assert.Equal("#1A1A1A", new Svg(_picture).All("text").Single(text => text.Value == "here").Attribute("fill")!.Value);
    }

    [Fact]
    public void The_background_is_white_in_the_light_theme_and_dark_in_the_other()
    {
        Assert.Equal("white", new Svg(_picture).All("rect")[0].Attribute("fill")!.Value);
        Assert.Equal("#1B1B1B", new Svg(_picture, PictureTheme.Dark).All("rect")[0].Attribute("fill")!.Value);
    }

    [Fact]
    public void The_data_area_does_not_depend_on_what_the_ticks_say()
    {
        var areas = ((double[])[1, 12345, 1e-4]).Select(scale => new Svg(new Picture("t", "a", plot => plot.Add.Scatter((double[])[0, scale], [0, scale])))
            .All("svg")[0].Attribute("viewBox")!.Value);

        Assert.Single(areas.Distinct());
    }

    [Fact]
    public void A_long_title_is_broken_between_words_and_a_legend_into_rows()
    {
        var picture = new Picture("A title that is far too long for a picture of so few pixels, and goes on and on without an end", "a", plot =>
        {
            foreach (var series in (int[])[1, 2, 3])
                plot.Add.Scatter((double[])[1, 2], [1, 2]).LegendText = $"a series with a long name {series}";
        });
        var svg = new Svg(picture, width: 400, height: 300);

        Assert.All(svg.LevelTexts(), text => Assert.True(text.Left >= 0 && text.Right <= 400, text.Text));
        Assert.EndsWith("…", svg.Texts[^1], StringComparison.Ordinal);
        Assert.Equal(3, svg.Texts.Count(text => text.StartsWith("a series", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_png_has_the_size_that_was_asked_for()
    {
        var png = _picture.ToPng(width: 400, height: 300);

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Equal((400, 300), ((png[18] << 8) | png[19], (png[22] << 8) | png[23]));
    }

    [Fact]
    public void It_is_saved_by_the_extension()
    {
        using var folder = new TempFolder();

        _picture.Save(folder.File("a.SVG"), PictureTheme.Dark);
        _picture.Save(folder.File("a.png"));
        var error = Assert.Throws<ArgumentException>(() => _picture.Save(folder.File("a.jpg")));

        Assert.Equal(_picture.ToSvg(PictureTheme.Dark), File.ReadAllText(folder.File("a.SVG")));
        Assert.Equal(_picture.ToPng(), File.ReadAllBytes(folder.File("a.png")));
        Assert.Contains("a picture is saved as .svg or .png", error.Message);
    }

    [Fact]
    public void A_size_out_of_range_is_refused()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _picture.ToSvg(width: 0, height: 20_000));

        Assert.Contains("Picture: width is 0; it must be at least 150 and at most 10000 pixels.", error.Message);
        Assert.Contains("Picture: height is 20000;", error.Message);
    }

    [Theory]
    [InlineData("", "text")]
    [InlineData("title", " ")]
    public void A_picture_without_a_title_or_an_alternative_text_is_refused(string title, string text) =>
        Assert.Throws<ArgumentException>(() => new Picture(title, text, _ => { }));

    [Fact]
    public void Without_DejaVu_Sans_the_systems_font_is_taken_and_without_any_the_error_says_what_to_install()
    {
        Assert.Equal("DejaVu Sans", PictureFont.Choose(["Arial", "DejaVu Sans"], "Arial"));
        Assert.Equal("Arial", PictureFont.Choose(["Lato", "Arial"], "Arial"));
        Assert.Equal("Lato", PictureFont.Choose(["Lato"], ""));
        var error = Assert.Throws<InvalidOperationException>(() => PictureFont.Choose([], ""));
        Assert.Contains("apt-get install fonts-dejavu-core", error.Message);
    }

    [Fact]
    public void Series_stand_out_from_the_background_and_text_from_all_shades()
    {
        foreach (var colors in _themes.Select(PictureColors.Of))
        {
            // The bounds of WCAG 2.1: 3 for what is drawn, 4.5 for text.
            Assert.True(Contrast(colors.Muted, colors.Background) >= 3);
            Assert.All(Enumerable.Range(0, 3), series => Assert.True(Contrast(colors.Series.GetColor(series), colors.Background) >= 3));
            Assert.All(Enumerable.Range(0, 21), step => Assert.True(Contrast(colors.Foreground, colors.Shade(0, step / 20.0)) >= 4.5));
        }
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.30000000000000004, "0.3")]
    [InlineData(-25000, "-25000")]
    [InlineData(150_000, "150k")]
    [InlineData(2.5e6, "2.5M")]
    [InlineData(1e-5, "1e-5")]
    [InlineData(0.001, "0.001")]
    public void Ticks_are_short(double value, string text) => Assert.Equal(text, TickText.Of(value));

    [Theory]
    [InlineData(0.123456, "0.123")]
    [InlineData(12.3456, "12.3")]
    [InlineData(1234.56, "1235")]
    [InlineData(-0.00001234, "-1.23e-5")]
    [InlineData(0, "0")]
    public void Figures_have_three_digits(double value, string text) => Assert.Equal(text, TickText.Short(value));

    // The formula of WCAG 2.1.
    private static double Contrast(Color first, Color second)
    {
        var (a, b) = (Luminance(first), Luminance(second));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);

        static double Luminance(Color color) => (0.2126 * Linear(color.R)) + (0.7152 * Linear(color.G)) + (0.0722 * Linear(color.B));

        static double Linear(byte channel) => channel / 255.0 <= 0.04045 ? channel / 255.0 / 12.92 : Math.Pow(((channel / 255.0) + 0.055) / 1.055, 2.4);
    }
}
