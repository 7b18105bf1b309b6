using Microsoft.ML;
using Xunit;

namespace MlNetDl.Tests.Conformance.Checks;

public class MissingLabelTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [MemberData(nameof(Registry.WithMissingLabels), MemberType = typeof(Registry))]
    public void A_row_without_a_label_is_left_out_as_if_it_were_not_there(string name)
    {
        var subject = Registry.Of(name);
        var rows = SampleTable.Rows(75, seed: 1);
        var labelled = rows.Where(row => row.Number % 5 != 0);

        Assert.Equal(
            Scored(labelled), Scored(rows.Select(row => row.Number % 5 != 0 ? row : SampleTable.WithoutLabel(row))));

        SortedDictionary<int, string> Scored(IEnumerable<SampleRow> rows) => RowLines.Of(
            subject.Create(_mlContext).Fit(subject.View(_mlContext, rows)).Transform(subject.Others(_mlContext)));
    }

    [Theory]
    [MemberData(nameof(Registry.Trainers), MemberType = typeof(Registry))]
    public void Labels_and_weights_are_not_needed_to_predict(string name)
    {
        var subject = Registry.Of(name);
        var transformer = subject.Fit(_mlContext);
        var data = subject.Others(_mlContext);

        var without = _mlContext.Transforms.DropColumns(subject.FitColumns).Fit(data).Transform(data);

        string[] outputs = [.. subject.Outputs.Keys];
        Assert.Equal(RowLines.Of(transformer.Transform(data), outputs), RowLines.Of(transformer.Transform(without), outputs));
    }
}
