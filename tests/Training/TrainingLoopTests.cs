using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Training;
using MlNetDl.Transforms.Models;
using Xunit;

namespace MlNetDl.Tests.Training;

public class TrainingLoopTests
{
    private const int Inputs = 50;
    private const int Classes = 3;

    // Wide enough that batches of 256 rows are split into two parts.
    private static readonly NetworkArchitecture _architecture =
        NetworkArchitecture.Mlp(Inputs, [256, 128], Activation.Tanh, dropout: 0.2f, Classes);

    private static readonly TrainingSettings _settings =
        new() { LearningRate = 0.003f, WeightDecay = 1, BatchSize = 256, NumberOfEpochs = 3, Seed = 1 };

    [Fact]
    public void Equal_seeds_give_the_same_bits_and_others_do_not()
    {
        var first = Train(_settings);

        Assert.Equal(first, Train(_settings));
        Assert.NotEqual(first, Train(_settings with { Seed = 2 }));
    }

    [Fact]
    public void Layers_have_the_shape_and_the_activations_of_the_architecture()
    {
        var layers = Run(_settings, new Monitor());

        Assert.Equal([(50, 256), (256, 128), (128, 3)], layers.Select(layer => (layer.Inputs, layer.Units)));
        Assert.Equal([Activation.Tanh, Activation.Tanh, Activation.Identity], layers.Select(layer => layer.Activation));
    }

    [Fact]
    public void The_first_loss_is_that_of_equally_likely_classes_and_it_falls()
    {
        var monitor = new Monitor();
        // One step an epoch: the loss of the first comes before any step.
        var settings = _settings with { BatchSize = 1000, NumberOfEpochs = 20 };

        Run(settings, monitor);

        // ln 3.
        Assert.Equal(1.09861229, monitor.Epochs[0].Latest.TrainingLoss, 1e-6);
        Assert.InRange(monitor.Epochs[^1].Latest.TrainingLoss, 0, 0.3);
        Assert.Equal(Enumerable.Range(1, 20), monitor.Epochs.Select(epoch => epoch.Latest.Epoch));
        Assert.All(monitor.Epochs, epoch => Assert.Equal(20, epoch.NumberOfEpochs));
    }

    [Fact]
    public void It_asks_before_every_step_and_stops_when_told_to()
    {
        // 600 rows in batches of 256: three steps an epoch; the fifth is in the second epoch.
        var monitor = new Monitor { StopBeforeStep = 5 };

        Assert.Throws<OperationCanceledException>(
            () => Run(_settings, monitor));

        Assert.Single(monitor.Epochs);
    }

    [Fact]
    public void A_loss_that_is_no_longer_finite_stops_it_and_the_message_names_the_learning_rate()
    {
        var e = Assert.Throws<InvalidOperationException>(
            () => Run(_settings with { LearningRate = 1e30f, WeightDecay = 0 }, new Monitor()));

        Assert.Equal(
            "Training stopped in epoch 1 of 3: the loss is no longer a finite number. Likely causes: LearningRate, which is 1E+30, is "
            + "too high (try a tenth of it), or HiddenLayers has too many layers for it.",
            e.Message);
    }

    private static string[] Train(TrainingSettings settings) =>
    [
        .. Run(settings, new Monitor())
            .Select(layer => $"{Bits.Of(layer.Weights)} | {Bits.Of(layer.Bias)}"),
    ];

    private static IReadOnlyList<DenseLayer> Run(TrainingSettings settings, Monitor monitor)
    {
        using var torch = SingleThreadedTorch.Enter();
        var batchSize = Math.Min(settings.BatchSize, 600);
        using var source = new CpuGradientSource(_architecture, batchSize, 600);
        return new TrainingLoop(
            source, settings with { BatchSize = batchSize }, new SoftmaxCrossEntropy(Classes), monitor, Data()).Run().Members[0];
    }

    /// <summary>600 rows of noise; the first inputs tell the class.</summary>
    internal static EncodedRows Data()
    {
        var random = new Random(1);
        var data = new TrainingSet(Inputs);
        for (var row = 0; row < 600; row++)
        {
            var features = data.Add(target: row % Classes);
            foreach (ref var x in features)
                x = (float)((random.NextDouble() * 2) - 1);
            features[row % Classes] += 2;
        }

        return new EncodedRows(data);
    }

    private sealed class Monitor : ITrainingMonitor
    {
        private int _steps;

        public List<TrainingProgress> Epochs { get; } = [];

        public int StopBeforeStep { get; init; }

        public void CheckAlive()
        {
            if (++_steps == StopBeforeStep)
                throw new OperationCanceledException();
        }

        public void Resumed(int epoch)
        {
        }

        public void Warn(string message)
        {
        }

        public void Inform(string message)
        {
        }

        public void EpochEnded(TrainingProgress progress) => Epochs.Add(progress);
    }
}
