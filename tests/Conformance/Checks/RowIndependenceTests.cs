using Microsoft.ML;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Conformance.Checks;

/// <summary>What a row becomes depends on the row, and not on those around it.</summary>
public class RowIndependenceTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void Order_and_subsets_change_no_row(string name)
    {
        var subject = Registry.Of(name);
        var transformer = subject.Fit(_mlContext);
        var rows = SampleTable.Others();
        var expected = Scored(rows);

        Assert.Equal(rows.Length, expected.Count);
        Assert.Equal(expected, Scored(rows.Reverse()));
        Assert.Equal(expected, Scored(rows.OrderBy(row => row.Number * 7 % 45)));
        var third = rows.Where(row => row.Number % 3 == 1).ToArray();
        Assert.Equal(third.Select(row => expected[row.Number]), Scored(third).Values);
        Assert.All(rows.Take(5), row => Assert.Equal([expected[row.Number]], Scored([row]).Values));
        Assert.Empty(Scored([]));

        SortedDictionary<int, string> Scored(IEnumerable<SampleRow> rows) =>
            RowLines.Of(transformer.Transform(subject.View(_mlContext, rows)));
    }

    [Theory]
    [MemberData(nameof(Registry.Trainers), MemberType = typeof(Registry))]
    public void A_row_whose_features_are_no_numbers_has_a_score_that_is_none_and_changes_no_other(string name)
    {
        var subject = Registry.Of(name);
        var transformer = subject.Fit(_mlContext);
        var expected = RowLines.Of(transformer.Transform(subject.Others(_mlContext)));
        var rows = SampleTable.Others().Select(row => row.Number % 4 != 2 ? row : row.With(row => row.Features[1] = float.NaN));

        var view = transformer.Transform(subject.View(_mlContext, rows));

        var lines = RowLines.Of(view);
        Assert.All(lines.Where(line => line.Key % 4 != 2), line => Assert.Equal(expected[line.Key], line.Value));
        Assert.All(ScoreColumn.Of(view).Index(), row => Assert.Equal(row.Index % 4 == 2, row.Item.All(float.IsNaN)));
    }
}
