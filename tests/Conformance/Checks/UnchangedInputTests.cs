using System.Text.Json;
using Microsoft.ML;
using Xunit;

namespace MlNetDl.Tests.Conformance.Checks;

/// <summary>Data come out as they went in, and nothing writes to them.</summary>
public class UnchangedInputTests
{
    private static readonly JsonSerializerOptions _json =
        new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void The_columns_of_the_data_pass_through_to_the_bit(string name)
    {
        var subject = Registry.Of(name);
        var data = subject.Others(_mlContext);
        string[] kept = [.. data.Schema.Where(column => !column.IsHidden).Select(column => column.Name).Except(subject.Outputs.Keys)];
        var transformer = subject.Fit(_mlContext);
        var view = transformer.Transform(data);

        // Read with the outputs, which goes another way than without.
        var all = RowLines.Of(view, [.. kept, .. subject.Outputs.Keys]);
        var outputs = RowLines.Of(view, [.. subject.Outputs.Keys]);

        var expected = RowLines.Of(data, kept);
        Assert.Equal(expected, RowLines.Of(view, kept));
        Assert.Equal(expected.Select(line => $"{line.Value} | {outputs[line.Key]}"), all.Values);
    }

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void Neither_a_fit_nor_a_transform_writes_to_the_rows(string name)
    {
        var subject = Registry.Of(name);
        var (training, others) = (SampleTable.Training(), SampleTable.Others());

        RowLines.Of(subject.Create(_mlContext).Fit(subject.View(_mlContext, training)).Transform(subject.View(_mlContext, others)));

        Assert.Equal(Text(SampleTable.Training()), Text(training));
        Assert.Equal(Text(SampleTable.Others()), Text(others));
    }

    private static string Text(SampleRow[] rows) => JsonSerializer.Serialize(rows, _json);
}
