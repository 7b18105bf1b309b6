using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Transforms;
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

    [Fact]
    public void All_ways_to_make_the_trainer_give_the_same()
    {
        var mlContext = new MLContext(seed: 1);
        var data = Blobs.Data(mlContext);
        var expected = Bits.OfWeights(new MlpMulticlassTrainer(mlContext, Blobs.Options()).Fit(data));

        Assert.Equal(expected, Bits.OfWeights(mlContext.MulticlassClassification.Trainers.Mlp(Blobs.Options()).Fit(data)));
        Assert.Equal(expected, Bits.OfWeights(
            Assert.IsType<MulticlassNetworkTransformer>(new MlpTrainer(mlContext, Blobs.Options()).Fit(data))));
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

    [Fact]
    public void Sparse_and_dense_features_give_the_same_weights_and_scores()
    {
        var mlContext = new MLContext();
        float[][] rows = [.. Enumerable.Range(0, 30).Select(i => new[] { 0, i % 3, 0, 0, i % 5 == 0 ? i : 0, 0f })];
        var dense = mlContext.Data.LoadFromEnumerable(rows.Select((row, i) => new Row
        {
            Label = (uint)(i % 3),
            Features = new VBuffer<float>(6, row),
        }));
        var sparse = mlContext.Data.LoadFromEnumerable(rows.Select((row, i) => new Row
        {
            Label = (uint)(i % 3),
            Features = new VBuffer<float>(6, 2, [row[1], row[4]], [1, 4]),
        }));
        var trainer = new MlpMulticlassTrainer(mlContext, Blobs.Options());

        var ofDense = trainer.Fit(dense);
        var ofSparse = trainer.Fit(sparse);

        Assert.Equal(Bits.OfWeights(ofDense), Bits.OfWeights(ofSparse));
        Assert.Equal(Bits.OfScores(ofDense.Transform(dense)), Bits.OfScores(ofDense.Transform(sparse)));
    }

    private static string[] Weights(MLContext mlContext, int? seed = null) =>
        Bits.OfWeights(new MlpMulticlassTrainer(mlContext, Blobs.Options(seed)).Fit(Blobs.Data(mlContext)));

    private sealed class Row
    {
        [KeyType(3)]
        public uint Label { get; set; }

        [VectorType(6)]
        public VBuffer<float> Features { get; set; }
    }
}
