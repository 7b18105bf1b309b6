using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Conformance.Checks;

/// <summary>A row at a time gives what all rows at once give.</summary>
public class SingleRowTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void A_PredictionEngine_gives_what_Transform_gives(string name)
    {
        var subject = Registry.Of(name);
        var fitted = subject.Fit(_mlContext);
        var view = fitted.Transform(subject.Others(_mlContext));
        var chain = subject.Before is null ? fitted : new TransformerChain<ITransformer>(
            subject.Before(_mlContext).Fit(SampleTable.View(_mlContext, SampleTable.Training())), fitted);

        foreach (var output in subject.Outputs.Keys.Select(output => view.Schema[output]))
        {
            typeof(SingleRowTests).GetMethod(nameof(AssertEqual), BindingFlags.NonPublic | BindingFlags.Instance)!
                .MakeGenericMethod(output.Type.RawType).Invoke(this, [chain, view, output]);
        }
    }

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void A_row_mapper_gives_what_Transform_gives_and_depends_on_the_inputs_alone(string name)
    {
        var subject = Registry.Of(name);
        var data = subject.Others(_mlContext);
        var transformer = subject.Fit(_mlContext);
        var mapper = transformer.GetRowToRowMapper(data.Schema);
        var outputs = subject.Outputs.Keys.Select(output => mapper.OutputSchema[output]).Append(mapper.OutputSchema["Number"]).ToArray();
        var lines = new SortedDictionary<int, string>();

        var needed = mapper.GetDependencies(outputs).ToArray();
        using (var cursor = data.GetRowCursor(needed))
        {
            using var row = mapper.GetRow(cursor, outputs);
            var read = RowLines.Reader(row, outputs[..^1]);
            while (cursor.MoveNext())
                RowLines.Add(lines, read());
        }

        Assert.Equal(
            subject.Inputs.Append("Number").Order(StringComparer.Ordinal),
            needed.Select(column => column.Name).Order(StringComparer.Ordinal));
        Assert.Equal(RowLines.Of(transformer.Transform(data), [.. subject.Outputs.Keys]), lines);
    }

    private void AssertEqual<T>(ITransformer transformer, IDataView view, DataViewSchema.Column output)
    {
        var schema = SchemaDefinition.Create(typeof(Output<T>));
        (schema[nameof(Output<>.Value)].ColumnName, schema[nameof(Output<>.Value)].ColumnType) = (output.Name, output.Type);
        using var engine = _mlContext.Model.CreatePredictionEngine<SampleRow, Output<T>>(
            transformer, inputSchemaDefinition: SampleTable.Schema(), outputSchemaDefinition: schema);

        var expected = view.GetColumn<T>(output).Select(value => ValueText.Of(output.Type, value));

        Assert.Equal(expected, SampleTable.Others().Select(row => ValueText.Of(output.Type, engine.Predict(row).Value)));
    }

    private sealed class Output<T>
    {
        public T Value { get; set; } = default!;
    }
}
