using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Conformance;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Mlp;

public class SchemaTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [InlineData(nameof(SampleRow.Class))]
    [InlineData(nameof(SampleRow.Flag))]
    [InlineData(nameof(SampleRow.Value))]
    public void The_columns_and_their_annotations_are_those_of_MlNets_own_trainers(string label)
    {
        var options = Blobs.Options();
        options.LabelColumnName = label;
        IEstimator<ITransformer> mlNets = label switch
        {
            nameof(SampleRow.Class) => _mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy(label),
            nameof(SampleRow.Flag) => _mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression(label),
            _ => _mlContext.Regression.Trainers.LbfgsPoissonRegression(label),
        };

        AssertTheSameColumns(mlNets, new MlpTrainer(_mlContext, options), SampleTable.View(_mlContext, SampleTable.Training()));
    }

    [Fact]
    public void So_it_is_for_a_label_without_key_values() => AssertTheSameColumns(
        _mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy(),
        new MlpTrainer(_mlContext, Blobs.Options()),
        _mlContext.Data.LoadFromEnumerable(new[] { new Row { Label = 0 }, new Row { Label = 1, Features = [3] } }));

    [Fact]
    public void The_predicted_key_maps_back_to_the_class()
    {
        var data = Blobs.Data(_mlContext);
        var options = Blobs.Options();
        options.NumberOfEpochs = 100;
        var chain = new MlpTrainer(_mlContext, options).Append(_mlContext.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel"));

        var predicted = chain.Fit(data).Transform(data);

        Assert.Equal(predicted.GetColumn<string>("Species"), predicted.GetColumn<string>("Name"));
    }

    private static void AssertTheSameColumns(IEstimator<ITransformer> mlNets, MlpTrainer ours, IDataView data)
    {
        var shape = Encoding.Shape(data.Schema);
        Assert.Equal(SchemaText.Of(mlNets.GetOutputSchema(shape)), SchemaText.Of(ours.GetOutputSchema(shape)));

        ITransformer model = ours.Fit(data);
        Assert.Equal(SchemaText.Of(mlNets.Fit(data).GetOutputSchema(data.Schema)), SchemaText.Of(model.GetOutputSchema(data.Schema)));
        Assert.Equal(SchemaText.Of(ours.GetOutputSchema(shape)), SchemaText.Of(Encoding.Shape(model.GetOutputSchema(data.Schema))));
    }

    private sealed class Row
    {
        [KeyType(2)]
        public uint Label { get; set; }

        [VectorType(1)]
        public float[] Features { get; set; } = [1];
    }
}
