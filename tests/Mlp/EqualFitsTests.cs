using System.Globalization;
using Microsoft.ML;
using MlNetDl.Tests.Conformance;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Mlp;

public class EqualFitsTests
{
    [Fact]
    public void Without_a_seed_the_log_tells_the_one_that_repeats_the_fit()
    {
        var mlContext = new MLContext();
        var log = new TrainingLog(mlContext);

        var first = Weights(mlContext);

        var seed = int.Parse(log.Lines[0].Split("seed ")[1], CultureInfo.InvariantCulture);
        Assert.NotEqual(first, Weights(mlContext));
        Assert.Equal(first, Weights(mlContext, seed));
    }

    [Fact]
    public async Task One_trainer_fitted_again_and_from_two_threads_gives_the_same()
    {
        var mlContext = new MLContext();
        var data = Blobs.Data(mlContext, 600);
        var trainer = new MlpMulticlassTrainer(mlContext, Options());

        var expected = Bits.OfWeights(trainer.Fit(data));
        var again = Bits.OfWeights(trainer.Fit(data));
        var atOnce = await Task.WhenAll(
            Task.Run(() => Bits.OfWeights(trainer.Fit(data))), Task.Run(() => Bits.OfWeights(trainer.Fit(data))));

        Assert.Equal(expected, again);
        Assert.All(atOnce, weights => Assert.Equal(expected, weights));

        // Wide enough that a step is split between threads.
        static MlpTrainer.Options Options() => new() { HiddenLayers = [256, 256], BatchSize = 256, NumberOfEpochs = 2, Seed = 1 };
    }

    [Theory]
    [InlineData(nameof(SampleRow.Class))]
    [InlineData(nameof(SampleRow.Flag))]
    [InlineData(nameof(SampleRow.Value))]
    public void All_ways_to_make_the_trainer_give_the_same_model(string label)
    {
        var mlContext = new MLContext(seed: 1);
        var data = SampleTable.View(mlContext, SampleTable.Training());
        var options = Blobs.Options();
        options.LabelColumnName = label;
        IEstimator<ITransformer>[] trainers = label switch
        {
            nameof(SampleRow.Class) =>
                [new MlpMulticlassTrainer(mlContext, options), mlContext.MulticlassClassification.Trainers.Mlp(options)],
            nameof(SampleRow.Flag) => [new MlpBinaryTrainer(mlContext, options), mlContext.BinaryClassification.Trainers.Mlp(options)],
            _ => [new MlpRegressionTrainer(mlContext, options), mlContext.Regression.Trainers.Mlp(options)],
        };

        ITransformer model = new MlpTrainer(mlContext, options).Fit(data);

        Assert.All(trainers, trainer =>
        {
            var other = trainer.Fit(data);
            Assert.IsType(model.GetType(), other);
            Assert.Equal(RowLines.Of(model.Transform(data)), RowLines.Of(other.Transform(data)));
        });
    }

    [Fact]
    public void The_short_catalog_method_sets_the_columns_and_the_hidden_layers()
    {
        var mlContext = new MLContext(seed: 1);
        var data = Blobs.Data(mlContext, 9);
        var renamed = mlContext.Transforms.CopyColumns("Kind", "Label").Append(mlContext.Transforms.CopyColumns("Sizes", "Features"))
            .Append(mlContext.Transforms.DropColumns("Label", "Features")).Fit(data).Transform(data);
        var options = new MlpTrainer.Options { LabelColumnName = "Kind", FeatureColumnName = "Sizes", HiddenLayers = [4] };

        var model = mlContext.MulticlassClassification.Trainers.Mlp("Kind", "Sizes", [4]).Fit(renamed);

        Assert.Equal(Bits.OfWeights(new MlpMulticlassTrainer(mlContext, options).Fit(renamed)), Bits.OfWeights(model));
        Assert.Equal(4, model.Model.Network.Members[0][0].Units);
    }

    private static string[] Weights(MLContext mlContext, int? seed = null) =>
        Bits.OfWeights(new MlpMulticlassTrainer(mlContext, Blobs.Options(seed)).Fit(Blobs.Data(mlContext)));
}
