using Microsoft.ML;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Conformance.Checks;

/// <summary>What an estimator promises of its columns, and all ways to ask for the columns that are delivered.</summary>
public class PromisedSchemaTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void The_promised_schema_is_the_delivered_one_annotations_included(string name)
    {
        var subject = Registry.Of(name);
        var data = subject.Training(_mlContext);

        var promised = SchemaText.Of(subject.Create(_mlContext).GetOutputSchema(Encoding.Shape(data.Schema)));

        Assert.Equal(promised, SchemaText.Of(Encoding.Shape(subject.Fit(_mlContext).Transform(data).Schema)));
    }

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void A_fitted_transformer_tells_its_columns_the_same_whomever_one_asks(string name)
    {
        var subject = Registry.Of(name);
        var data = subject.Others(_mlContext);
        var transformer = subject.Fit(_mlContext);

        var delivered = SchemaText.Of(transformer.Transform(data).Schema);

        Assert.Equal(delivered, SchemaText.Of(transformer.GetOutputSchema(data.Schema)));
        Assert.True(transformer.IsRowToRowMapper);
        var mapper = transformer.GetRowToRowMapper(data.Schema);
        Assert.Same(data.Schema, mapper.InputSchema);
        Assert.Equal(delivered, SchemaText.Of(mapper.OutputSchema));
    }

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void The_columns_of_the_data_stay_and_the_registered_ones_are_added(string name)
    {
        var subject = Registry.Of(name);
        var data = subject.Others(_mlContext);

        var schema = subject.Fit(_mlContext).Transform(data).Schema;

        Assert.Equal(
            data.Schema.Select(column => column.Name).Concat(subject.Outputs.Keys).Order(), schema.Select(column => column.Name).Order());
        Assert.All(subject.Outputs.Keys, output => Assert.False(schema[output].IsHidden));
    }
}
