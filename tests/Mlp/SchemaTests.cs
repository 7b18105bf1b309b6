using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Mlp;

public class SchemaTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void What_the_trainer_promises_is_what_the_model_delivers_and_what_MlNets_own_trainer_promises()
    {
        var data = Blobs.Data(_mlContext, 9);
        var trainer = new MlpTrainer(_mlContext, Blobs.Options());

        var promised = SchemaText.Of(trainer.GetOutputSchema(Encoding.Shape(data.Schema)));

        Assert.Equal(promised, SchemaText.Of(Encoding.Shape(trainer.Fit(data).GetOutputSchema(data.Schema))));
        Assert.Equal(promised, SchemaText.Of(Encoding.Shape(trainer.Fit(data).Transform(data).Schema)));
        Assert.Equal(promised, SchemaText.Of(
            _mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy().GetOutputSchema(Encoding.Shape(data.Schema))));
    }

    [Fact]
    public void So_it_is_for_a_label_without_key_values()
    {
        var data = _mlContext.Data.LoadFromEnumerable(new[] { new Row { Label = 0 }, new Row { Label = 1, Features = [3] } });
        var trainer = new MlpTrainer(_mlContext, Blobs.Options());

        var promised = SchemaText.Of(trainer.GetOutputSchema(Encoding.Shape(data.Schema)));

        Assert.Equal(promised, SchemaText.Of(Encoding.Shape(trainer.Fit(data).GetOutputSchema(data.Schema))));
        Assert.Equal(promised, SchemaText.Of(
            _mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy().GetOutputSchema(Encoding.Shape(data.Schema))));
    }

    [Fact]
    public void The_annotations_are_those_of_MlNets_own_model_values_included()
    {
        var data = Blobs.Data(_mlContext, 9);

        var ours = new MlpTrainer(_mlContext, Blobs.Options()).Fit(data).GetOutputSchema(data.Schema);
        var mlNets = _mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy().Fit(data).GetOutputSchema(data.Schema);

        Assert.Equal(mlNets.Select(column => $"{column.Name} {column.Type}"), ours.Select(column => $"{column.Name} {column.Type}"));
        foreach (var name in new[] { "Score", "PredictedLabel" })
            Assert.Equal(SchemaText.Of(mlNets[name].Annotations), SchemaText.Of(ours[name].Annotations));
        Assert.Equal(
            ["ScoreColumnKind MulticlassClassification", "ScoreColumnSetId 1", "ScoreValueKind Score", "SlotNames ant bee cat",
                "TrainingLabelValues ant bee cat"],
            SchemaText.Of(ours["Score"].Annotations));
    }

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

    private sealed class Row
    {
        [KeyType(2)]
        public uint Label { get; set; }

        [VectorType(1)]
        public float[] Features { get; set; } = [1];
    }
}
