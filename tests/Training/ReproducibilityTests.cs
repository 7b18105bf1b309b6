using System.Diagnostics;
using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
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

    private static float[] Fit(int? contextSeed, int? seed = null)
    {
        var mlContext = new MLContext(contextSeed);
        var options = new MlpTrainer.Options { HiddenLayers = _wide, NumberOfEpochs = 3, BatchSize = 256, Seed = seed };
        var model = new MlpMulticlassTrainer(mlContext, options).Fit(Blobs.Data(mlContext, rows: 600)).Model;
        return [.. model.Network.Layers.SelectMany(layer => layer.Weights.Concat(layer.Bias))];
    }
}
