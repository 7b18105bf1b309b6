using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Samples.Penguins;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Samples;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.Binary;

[Collection(ProcessCollection.Name)]
public class BinarySavingTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void A_loaded_model_has_the_same_bits_and_the_same_history()
    {
        var data = Slopes.Data(_mlContext);
        var options = Slopes.Options(nameof(Slope.Flag));
        options.ValidationFraction = 0.2f;
        var model = new MlpBinaryTrainer(_mlContext, options).Fit(data);

        var loaded = Assert.IsType<BinaryNetworkTransformer>(SavedModel.Reloaded(_mlContext, model, data.Schema));

        foreach (var column in new[] { "Score", "Probability" })
            Assert.Equal(Bits.Of(model.Transform(data).GetColumn<float>(column)), Bits.Of(loaded.Transform(data).GetColumn<float>(column)));
        Assert.Equal(model.Transform(data).GetColumn<bool>("PredictedLabel"), loaded.Transform(data).GetColumn<bool>("PredictedLabel"));
        Assert.Equivalent(model.GetTrainingHistory(), loaded.GetTrainingHistory(), strict: true);
        Assert.Equal("Accuracy", loaded.GetTrainingHistory().Metric);
        Assert.Equal(
            SchemaText.Of(Encoding.Shape(model.GetOutputSchema(data.Schema))),
            SchemaText.Of(Encoding.Shape(loaded.GetOutputSchema(data.Schema))));
    }

    [Fact]
    public void Saving_again_what_was_loaded_gives_the_same_file()
    {
        var data = Slopes.Data(_mlContext, 30);
        var first = SavedModel.Bytes(_mlContext, Slopes.Binary(_mlContext), data.Schema);

        var second = SavedModel.Bytes(_mlContext, _mlContext.Model.Load(new MemoryStream(first), out var schema), schema);

        foreach (var part in new[] { "DLBIMODL", "DLBIXFER" })
            Assert.Equal(ModelEntry.Read(first, part).Bytes, ModelEntry.Read(second, part).Bytes);
    }

    [Fact]
    public void A_process_that_only_predicts_gives_the_same_bits()
    {
        using var folder = new TempFolder();
        var data = PenguinPipeline.Load(_mlContext, PenguinsCsv.FullPath);
        var pipeline = _mlContext.Transforms.Expression("Label", "species : species == \"Adelie\"", nameof(Penguin.Species))
            .Append(_mlContext.Transforms.ReplaceMissingValues(
                [new(nameof(Penguin.BillLength)), new(nameof(Penguin.BillDepth))]))
            .Append(_mlContext.Transforms.Concatenate("Features", nameof(Penguin.BillLength), nameof(Penguin.BillDepth)))
            .Append(new MlpTrainer(_mlContext, new MlpTrainer.Options { HiddenLayers = [17, 9], NumberOfEpochs = 3 }))
            // The program prints a vector.
            .Append(_mlContext.Transforms.Concatenate("Score", "Score", "Probability"));
        var model = pipeline.Fit(data);
        _mlContext.Model.Save(model, data.Schema, folder.File("model.zip"));
        var here = PenguinScores.OfBatch(_mlContext, model, data);

        var there = DotnetCli.Run(
            [BuiltProgram.PathTo("tests/Predictor", "MlNetDl.Tests.Predictor"), folder.File("model.zip"), PenguinsCsv.FullPath],
            folder.FullPath).Succeeded().Output.ReplaceLineEndings("\n").Split('\n');

        Assert.Equal(344, here.Length);
        Assert.Equal(here.Select(line => $"batch {line}"), there.Where(line => line.StartsWith("batch ", StringComparison.Ordinal)));
        Assert.Equal(here.Select(line => $"single {line}"), there.Where(line => line.StartsWith("single ", StringComparison.Ordinal)));
    }
}
