using MlNetDl.Samples.Course;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Course;

/// <summary>What the tests of the pages find, and what they let pass.</summary>
public class ComparisonTests
{
    private const string Line = "rows 344: loss 0.0412, sd -1.50";

    [Theory]
    [InlineData("rows 344: loss 0.0414, sd -1.48")]
    [InlineData("rows 344: loss 0.0404, sd -1.52")]
    public void Figures_may_differ_by_what_rounding_does(string run) => Assert.Empty(Figures.Differences(Line, run));

    [Theory]
    [InlineData("rows 345: loss 0.0412, sd -1.50")]
    [InlineData("rows 344: loss 0.0422, sd -1.50")]
    [InlineData("rows 344: loss 0.0412, sd 1.50")]
    [InlineData("rows 344: cost 0.0412, sd -1.50")]
    [InlineData("rows 344: loss 0.0412")]
    [InlineData("rows 344: loss 0.0412, sd -1.50\nrows 344")]
    public void A_changed_figure_is_found(string run) => Assert.NotEmpty(Figures.Differences(Line, run));

    [Fact]
    public void Of_what_is_measured_the_text_counts()
    {
        Assert.Empty(Figures.Differences("forward 1.7 us (measured)", "forward 24 us (measured)"));
        Assert.NotEmpty(Figures.Differences("forward 1.7 us (measured)", "backward 1.7 us (measured)"));
    }

    [Theory]
    [InlineData("The loss is 0.0412 and -1.50 of 344 rows.", new string[0])]
    [InlineData("`x2` and `f(7)` with $n = 8$, see [page](9.md).\n\n$$\n10\n$$\n\n```\n11\n```\n", new string[0])]
    [InlineData("![12](t.svg)\n\nIn the book: section 13.1\nand 13.2.\n\n", new string[0])]
    [InlineData("The loss is 0.0413.", new[] { "0.0413" })]
    [InlineData("Of 1,000 rows it is 1.50.", new[] { "1,000", "1.50" })]
    [InlineData("It takes 1.7 us.", new[] { "1.7" })]
    public void Figures_of_the_prose_are_printed_ones(string prose, string[] unfounded)
        => Assert.Equal(unfounded, Figures.Unfounded(prose, $"{Line}\nforward 1.7 us (measured)"));

    [Fact]
    public void A_picture_may_differ_by_pixels_and_in_the_places_of_its_texts()
        => Assert.Empty(Drawn("M10 20L30.5 40", "x").Differences(Drawn("M10.4 20L31 37.5", "x", textAt: 7)));

    [Theory]
    [InlineData("M10 20L30.5 48", "#1F77B4")]
    [InlineData("M10 20L30.5 40L90 40", "#1F77B4")]
    [InlineData("M10 20L30.5 40", "#1F77B5")]
    public void A_changed_picture_is_found(string path, string stroke)
    {
        Assert.NotEmpty(Drawn("M10 20L30.5 40", "x").Differences(Drawn(path, "x", stroke)));
        Assert.NotEqual(Drawn(path, "x").Texts, Drawn(path, "y").Texts);
    }

    [Fact]
    public void A_page_is_rewritten_where_a_run_decides_and_nowhere_else()
    {
        using var folder = new TempFolder();
        var path = folder.Write("t.md", "# T\n\n```\nrun\n```\n\n```text\n-\n```\n\n![-](t.svg)\n\nProse.\n\n[The course](README.md)\n");

        CoursePage.Read(path).With("one\ntwo", "a line", CoursePage.LinksFrom(1, ["s", "t", "u"])).Save(path);

        Assert.Equal(
            "# T\n\n```\nrun\n```\n\n```text\none\ntwo\n```\n\n![a line](t.svg)\n\nProse.\n\n"
            + "Previous: [s](s.md) | [The course](README.md) | Next: [u](u.md)\n",
            File.ReadAllText(path));
        var page = CoursePage.Read(path);
        Assert.Equal(("one\ntwo", "a line"), (page.Output, page.AlternativeText));
    }

    [Theory]
    [InlineData("![-](t.svg)\n\n[The course](README.md)\n", "one block of output")]
    [InlineData("```text\n-\n```\n\n![-](s.svg)\n\n[The course](README.md)\n", "one line with its picture, ![...](t.svg)")]
    [InlineData("```text\n-\n```\n\n![-](t.svg)\n", "a last line with a link to README.md")]
    [InlineData("![-](t.svg)\n\n```text\n-\n```\n\n[The course](README.md)\n", "its output before its picture")]
    public void A_page_without_its_parts_is_refused(string text, string missing)
    {
        using var folder = new TempFolder();

        var error = Assert.Throws<InvalidDataException>(() => CoursePage.Read(folder.Write("t.md", text)));

        Assert.Contains($"The page t.md must have {missing}", error.Message, StringComparison.Ordinal);
    }

    private static SvgPicture Drawn(string path, string text, string stroke = "#1F77B4", double textAt = 3)
        => new(FormattableString.Invariant(
            $"<svg width=\"800\"><text x=\"{textAt}\">{text}</text><path stroke=\"{stroke}\" d=\"{path}\"/></svg>"));
}
