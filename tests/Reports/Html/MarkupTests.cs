using MlNetDl.Reports.Html;
using Xunit;

namespace MlNetDl.Tests.Reports.Html;

public class MarkupTests
{
    // By the HTML standard, "Escaping a string", and single quotes too.
    [Theory]
    [InlineData("<b title=\"a\">&'", "&lt;b title=&quot;a&quot;&gt;&amp;&#39;")]
    [InlineData("&amp;", "&amp;amp;")]
    [InlineData("שלום", "שלום")]
    [InlineData("😀", "😀")]
    [InlineData("a\tb\nc", "a\tb\nc")]
    // What no HTML file can have: NUL, escape.
    [InlineData("a\0b\u001bc", "a\ufffdb\ufffdc")]
    [InlineData("a\ufffeb\uffffc", "a\ufffdb\ufffdc")]
    [InlineData(null, "")]
    public void Text_in_a_hole_is_escaped(string? text, string expected) => Assert.Equal(expected, Markup.Of($"{text}").ToString());

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() =>
        Assert.Equal("\ufffdx", Markup.Of($"{"\ud800x"}").ToString());

    [Fact]
    public void Markup_in_a_hole_stays_markup_and_lists_of_it_follow_each_other()
    {
        var bold = Markup.Of($"<b>{"<"}</b>");

        Assert.Equal("<p><b>&lt;</b><b>&lt;</b><b>&lt;</b></p>", Markup.Of($"<p>{bold}{new[] { bold, bold }.AsEnumerable()}</p>").ToString());
        Assert.Equal("", default(Markup).ToString());
    }

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.0004, "< 0.1 %")]
    [InlineData(0.03198, "3.2 %")]
    [InlineData(0.99999, "> 99.9 %")]
    [InlineData(1, "100 %")]
    [InlineData(double.NaN, "–")]
    public void A_share_is_never_told_as_none_or_all_that_is_not(double share, string expected) => Assert.Equal(expected, Figures.Share(share));

    [Theory]
    [InlineData(-122.3499984741211, "-122.35")]
    [InlineData(500001, "500001")]
    [InlineData(1234567890123, "1234567890123")]
    [InlineData(1e300, "1E+300")]
    [InlineData(0.000012345678, "1.23457E-05")]
    [InlineData(-0.0, "0")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    [InlineData(double.NaN, "–")]
    public void A_value_has_the_digits_that_tell_it(double value, string expected) => Assert.Equal(expected, Figures.Value(value));

    [Theory]
    [InlineData(0, "0.0000")]
    [InlineData(0.99123, "0.9912")]
    [InlineData(12.345, "12.35")]
    [InlineData(-68459.2, "-68,459")]
    [InlineData(0.0000123456, "1.235E-05")]
    [InlineData(3.6950565e30, "3.695E+30")]
    [InlineData(double.NaN, "not defined")]
    [InlineData(double.PositiveInfinity, "infinite")]
    public void A_metric_is_never_told_as_none_that_is_not(double value, string expected) => Assert.Equal(expected, Figures.Metric(value));

    [Fact]
    public void A_very_long_text_is_cut_between_characters()
    {
        Assert.Equal(string.Concat(Enumerable.Repeat("😀", 60)) + "…", Figures.Shortened(string.Concat(Enumerable.Repeat("😀", 100))));
        var whole = string.Concat(Enumerable.Repeat("😀", 60));
        Assert.Equal(whole, Figures.Shortened(whole));
        Assert.Equal("short", Figures.Shortened("short"));
    }
}
