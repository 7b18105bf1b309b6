using System.Diagnostics;
using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.Training;

public class ReproducibilityTests
{
    // Large enough that a batch is split into parts, which run on several threads.
    private static readonly int[] _wide = [512, 256];

    [Fact]
    public void The_seed_of_the_context_decides_every_bit()
    {
        var first = Fit(contextSeed: 1);
        Fit(contextSeed: 2);

        Assert.Equal(first, Fit(contextSeed: 1));
        Assert.NotEqual(first, Fit(contextSeed: 2));
    }

    [SkippableFact]
    public void It_does_so_while_another_process_keeps_a_core_busy()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs sh");
        var quiet = Fit(contextSeed: 1);
        using var busy = Process.Start(new ProcessStartInfo("sh", ["-c", "while :; do :; done"]))!;
        try
        {
            Assert.Equal(quiet, Fit(contextSeed: 1));
        }
        finally
        {
            busy.Kill();
            busy.WaitForExit();
        }
    }

    [Fact]
    public void The_seed_of_the_options_goes_before_that_of_the_context()
    {
        Assert.Equal(Fit(contextSeed: 1, seed: 5), Fit(contextSeed: 2, seed: 5));
        Assert.NotEqual(Fit(contextSeed: 1, seed: 5), Fit(contextSeed: 1));
    }

    [Fact]
    public void Without_a_seed_each_fit_is_another() => Assert.NotEqual(Fit(contextSeed: null), Fit(contextSeed: null));

    [Fact]
    public void A_fold_of_a_cross_validation_gives_the_model_of_a_fit_alone_on_its_rows()
    {
        var mlContext = new MLContext(seed: 1);
        var data = Blobs.Data(mlContext, rows: 600);
        var trainer = new MlpMulticlassTrainer(mlContext, new MlpTrainer.Options { HiddenLayers = _wide, NumberOfEpochs = 2, BatchSize = 256 });

        var folds = mlContext.MulticlassClassification.CrossValidate(data, trainer, numberOfFolds: 3, seed: 5);
        var alone = mlContext.Data.CrossValidationSplit(data, numberOfFolds: 3, seed: 5).Select(split => trainer.Fit(split.TrainSet));

        Assert.Equal(
            alone.Select(Bits.OfWeights),
            folds.Select(fold => Bits.OfWeights(Assert.IsType<MulticlassNetworkTransformer>(fold.Model))));
    }

    private static float[] Fit(int? contextSeed, int? seed = null)
    {
        var mlContext = new MLContext(contextSeed);
        var options = new MlpTrainer.Options { HiddenLayers = _wide, NumberOfEpochs = 3, BatchSize = 256, Seed = seed };
        var model = new MlpMulticlassTrainer(mlContext, options).Fit(Blobs.Data(mlContext, rows: 600)).Model;
        return [.. model.Network.Members[0].SelectMany(layer => layer.Weights.Concat(layer.Bias))];
    }
}
