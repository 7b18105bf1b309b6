using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace MlNetDl.Tests.Reports.Html;

/// <summary>What browsers and screen readers go by.</summary>
public class PageStructureTests
{
    public static TheoryData<string> Tasks => [Pages.Binary, Pages.Multiclass, Pages.Regression];

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Headings_go_down_one_level_at_a_time_from_a_single_first_one(string task)
    {
        var levels = Pages.Parse(Pages.Of(task)).Descendants().Where(element => Regex.IsMatch(element.Name.LocalName, "^h[1-6]$"))
            .Select(element => element.Name.LocalName[1] - '0').ToArray();

        Assert.Equal(1, levels[0]);
        Assert.Single(levels, level => level == 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.InRange(pair.Second, 2, pair.First + 1));
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void There_is_a_banner_a_list_of_the_sections_and_a_main_part(string task)
    {
        var page = Pages.Parse(Pages.Of(task));
        var body = page.Element("body")!;

        Assert.Equal("en", (string?)page.Attribute("lang"));
        Assert.Equal(["header", "main"], body.Elements().Select(element => element.Name.LocalName));
        Assert.Equal(
            body.Element("main")!.Elements("section").Select(section => $"#{(string?)section.Attribute("id")} {section.Element("h2")!.Text()}"),
            body.Element("header")!.Descendants("a").Select(link => $"{(string?)link.Attribute("href")} {link.Text()}"));
        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToArray();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Nothing_is_loaded_from_anywhere_and_nothing_is_run(string task)
    {
        var page = Pages.Parse(Pages.Of(task));

        Assert.Empty(page.Descendants("script"));
        Assert.Empty(page.Descendants("link"));
        Assert.DoesNotContain("url(", page.Descendants("style").Single().Value, StringComparison.Ordinal);
        Assert.All(page.Descendants().Attributes("src"), source => Assert.StartsWith("data:image/", source.Value, StringComparison.Ordinal));
        Assert.All(page.Descendants().Attributes("href"), link => Assert.StartsWith("#", link.Value, StringComparison.Ordinal));
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Pictures_are_well_formed(string task)
    {
        var pictures = Pages.Parse(Pages.Of(task)).Descendants("img").Select(image => (string)image.Attribute("src")!)
            .Where(source => source.StartsWith("data:image/svg+xml;base64,", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(pictures);
        Assert.All(pictures, source =>
        {
            var svg = XDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(source.Split(',')[1]))).Root!;
            Assert.Equal("svg", svg.Name.LocalName);
            Assert.True(svg.Descendants().Count() > 10);
        });
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void A_page_has_less_than_two_megabytes(string task) =>
        Assert.InRange(Encoding.UTF8.GetByteCount(Pages.Of(task).Html), 10_000, 2_000_000);
}
