using MlNetDl.Samples.Course;
using MlNetDl.Tests.Samples;
using MlNetDl.Tests.Support;
using Xunit;
using static MlNetDl.Tests.Samples.SamplesProgram;

namespace MlNetDl.Tests.Course;

/// <summary>The pages in docs/course show what the topics print and draw.</summary>
[Collection(ProcessCollection.Name)]
public class CourseTests
{
    public static TheoryData<string> Topics => [.. CourseDocs.Names];

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_page_shows_what_its_command_prints_and_draws(string topic)
    {
        using var folder = new TempFolder();
        var page = CourseDocs.Page(topic);

        var output = Run("course", topic, "--picture", folder.File("picture.svg")).Succeeded().Output;

        Assert.Empty(Figures.Differences(page.Output, output.ReplaceLineEndings("\n").TrimEnd()));
        var committed = new SvgPicture(File.ReadAllText(CourseDocs.PathTo($"{topic}.svg")));
        var drawn = new SvgPicture(File.ReadAllText(folder.File("picture.svg")));
        Assert.Equal(committed.Description, page.AlternativeText);
        Assert.Empty(Figures.Differences(page.AlternativeText, drawn.Description));
        Assert.Equal(committed.Texts, drawn.Texts);
        // Where times are drawn, each run has its own.
        if (!page.Output.Contains("(measured)", StringComparison.Ordinal))
            Assert.Empty(committed.Differences(drawn));
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void The_prose_of_a_page_has_the_command_and_no_figure_that_it_does_not_print(string topic)
    {
        var page = CourseDocs.Page(topic);

        Assert.Contains($"```\ndotnet run --project samples -- course {topic}\n```\n", page.Prose, StringComparison.Ordinal);
        Assert.Empty(Figures.Unfounded(page.Prose, page.Output));
    }

    [Fact]
    public void The_command_lists_the_topics_in_the_order_of_the_index_and_each_has_a_page_that_links_to_the_next()
    {
        string[] names = [.. Run("course").Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')[0])];

        Assert.Equal(CourseDocs.Names, names.Order(StringComparer.Ordinal));
        Assert.Equal(names, CourseDocs.Index.Split("](").Skip(1).Select(link => link[..link.IndexOf(')', StringComparison.Ordinal)])
            .Where(target => !target.Contains('/', StringComparison.Ordinal)).Select(target => Path.GetFileNameWithoutExtension(target)));
        for (var i = 0; i < names.Length; i++)
            Assert.Equal(CoursePage.LinksFrom(i, names), CourseDocs.Page(names[i]).Links);
    }

    // LeCun et al. 1998, "Gradient-Based Learning Applied to Document Recognition", figure 9: a linear classifier 0.12, 300 hidden
    // units 0.047, from 60,000 digits; here from 5,000.
    [SkippableFact]
    public void Of_handwritten_digits_too_the_network_reads_more_than_softmax_regression()
    {
        var output = Run("course", "digits", "--data", SharedData.Folder("mnist")).Succeeded().Output;

        Assert.StartsWith("training digits 5000, test digits 10000, pixels 784", output, StringComparison.Ordinal);
        Assert.InRange(Figure(output, "^softmax regression: test error"), 0.08, 0.14);
        Assert.InRange(Figure(output, "^one hidden layer: test error"), 0.03, 0.07);
    }

    [Fact]
    public void Help_names_the_options()
    {
        var output = Run("course", "--help").Succeeded().Output;

        Assert.All(
            ["[TOPIC]", "--data <DIR>", "--picture <FILE>", "--write <DIR>"],
            text => Assert.Contains(text, output, StringComparison.Ordinal));
    }

    [Fact]
    public void Pages_are_renewed_only_where_they_are()
    {
        using var folder = new TempFolder();

        var result = Run("course", "all", "--write", folder.FullPath);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("missing-values.md", result.OnOneLine(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.FullPath));
    }

    [Theory]
    [InlineData("TOPIC is 'nothing'; it must be all, or one of", "nothing")]
    [InlineData("--data is 'no-such-folder'; it must be a folder.", "digits", "--data", "no-such-folder")]
    [InlineData("--picture is 'p.png'; it takes one TOPIC.", "--picture", "p.png")]
    [InlineData("--picture is 'p.png'; it takes one TOPIC.", "all", "--picture", "p.png")]
    [InlineData("--picture is 'p.gif'; it must end in .svg or .png.", "activations", "--picture", "p.gif")]
    [InlineData("--write is '.'; it takes the TOPIC all.", "activations", "--write", ".")]
    [InlineData("--write is 'no-such-folder'; it must be a folder with a page of each topic.", "all", "--write", "no-such-folder")]
    [InlineData("--data is '.'; it takes the TOPIC digits.", "all", "--data", ".")]
    [InlineData("--data is '.'; it takes the TOPIC digits.", "gradients", "--data", ".")]
    public void What_does_not_fit_together_is_refused(string expected, params string[] arguments)
    {
        var result = Run(["course", .. arguments]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(expected, result.OnOneLine(), StringComparison.Ordinal);
    }
}
