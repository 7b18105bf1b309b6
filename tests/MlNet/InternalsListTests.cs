using MlNetDl.Publicizer;
using Xunit;

namespace MlNetDl.Tests.MlNet;

public class InternalsListTests
{
    private const string CheckedInList = "eng/mlnet-internals.txt";

    [Fact]
    public void The_internals_of_MlNet_in_use_are_those_on_the_checked_in_list()
    {
        var listed = Lines(File.ReadAllText(Repository.PathTo(CheckedInList)));
        var used = UsedNow();
        string[] differences = [
            .. used.Except(listed).Select(line => $"  + {line}"),
            .. listed.Except(used).Select(line => $"  - {line}"),
        ];

        Assert.True(differences.Length == 0, $"""
            {CheckedInList} is out of date: internals of ML.NET that are used and not listed (+), or listed and not used (-):
            {string.Join('\n', differences)}
            If each new one is worth the dependency, write the list anew, from the root of the repository:
              dotnet run --project eng/Publicizer -- list {Repository.RelativePath(AppContext.BaseDirectory)} {CheckedInList}
            """);
    }

    [Fact]
    public void The_list_is_not_empty() => Assert.Contains(UsedNow(), line => !line.StartsWith('#'));

    private static string[] UsedNow() => Lines(UsedInternals.List(AppContext.BaseDirectory));

    private static string[] Lines(string list) => list.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
