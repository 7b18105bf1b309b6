using Microsoft.ML;
using MlNetDl.Tests.Conformance.Views;
using Xunit;

namespace MlNetDl.Tests.Conformance.Checks;

/// <summary>A column that nobody asks for costs nothing.</summary>
public class ActiveColumnTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void Who_asks_only_for_columns_of_the_data_reads_these_alone(string name)
    {
        var subject = Registry.Of(name);
        var data = new CountingView(subject.Others(_mlContext));
        var view = subject.Fit(_mlContext).Transform(data);

        RowLines.Of(view, nameof(SampleRow.Number), nameof(SampleRow.Date));

        Assert.Equal(["Date", "Number"], data.Asked);
        // Number is read twice, as the number and as a column.
        Assert.Equal(new() { ["Number"] = 2L * data.Rows, ["Date"] = data.Rows }, data.Values);
    }

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void Who_asks_for_an_output_reads_its_own_inputs_once(string name)
    {
        var subject = Registry.Of(name);
        var transformer = subject.Fit(_mlContext);
        foreach (var (output, inputs) in subject.Outputs)
        {
            var data = new CountingView(subject.Others(_mlContext));
            var view = transformer.Transform(data);

            Assert.Equal(SampleTable.Others().Length, RowLines.Of(view, output).Count);

            Assert.Equal(inputs.Append("Number").Order(StringComparer.Ordinal), data.Asked);
            Assert.Equal(inputs.Append("Number").ToDictionary(column => column, _ => (long)data.Rows), data.Values);
        }
    }

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void A_column_that_was_not_asked_for_cannot_be_read(string name)
    {
        var subject = Registry.Of(name);
        var view = subject.Fit(_mlContext).Transform(subject.Others(_mlContext));
        var outputs = subject.Outputs.Keys.Select(output => view.Schema[output]).ToArray();
        using var cursor = view.GetRowCursor([view.Schema["Number"], outputs[0]]);

        Assert.True(cursor.IsColumnActive(outputs[0]));
        Assert.All(outputs.Skip(1).Append(view.Schema["Date"]), column =>
        {
            Assert.False(cursor.IsColumnActive(column));
            Assert.ThrowsAny<Exception>(() => Support.ValueText.Reader(cursor, column));
        });
    }
}
