using System.Text.RegularExpressions;
using MlNetDl.Tests.MlNet;
using Xunit;

namespace MlNetDl.Tests.Around;

/// <summary>The table of docs/ml-net.md: what it says is shown by a test, is.</summary>
public partial class DocumentedTests
{
    [Fact]
    public void Every_row_of_the_table_names_a_test_that_there_is()
    {
        var rows = File.ReadLines(Repository.PathTo("docs/ml-net.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).ToArray();

        Assert.True(rows.Length > 25, "The table is short of rows, or was not found.");
        Assert.All(rows, row =>
        {
            var cell = TestCell().Match(row);
            Assert.True(cell.Success, row);
            var test = typeof(DocumentedTests).Assembly.GetTypes().Where(type => type.Name == cell.Groups["class"].Value)
                .Select(type => type.GetMethod(cell.Groups["test"].Value)).SingleOrDefault(method => method is not null);
            Assert.True(test?.GetCustomAttributes(typeof(FactAttribute), inherit: true).Length == 1, row);
        });
    }

    [Fact]
    public void Every_no_has_a_footnote_and_every_footnote_a_row()
    {
        var lines = File.ReadAllLines(Repository.PathTo("docs/ml-net.md"));
        var referred = lines.Select(line => Reference().Match(line)).Where(match => match.Success)
            .Select(match => match.Groups["number"].Value).Order();
        var noted = lines.Select(line => Footnote().Match(line)).Where(match => match.Success)
            .Select(match => match.Groups["number"].Value).Order();

        Assert.NotEmpty(referred);
        Assert.Equal(referred, noted);
        Assert.DoesNotContain(lines, line => line.Contains("| no |", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\| (yes|no)(: \d)? \| `(?<class>\w+)\.(?<test>\w+)` \|$")]
    private static partial Regex TestCell();

    [GeneratedRegex(@"\| (yes|no): (?<number>\d) \|")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^(?<number>\d)\. ")]
    private static partial Regex Footnote();
}
