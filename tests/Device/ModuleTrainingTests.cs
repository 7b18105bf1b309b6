using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Training;
using MlNetDl.Transforms.Models;
using TorchSharp;
using Xunit;

namespace MlNetDl.Tests.Device;

/// <summary>
/// The TorchSharp module is the way to other devices. On the processor it trains the network that the CPU training plan trains, but
/// for rounding. Tensors are counted for all of the process.
/// </summary>
[Collection(RunsAlone.Name)]
public class ModuleTrainingTests
{
    private const int Inputs = 5;
    private const int Rows = 150;

    public static TheoryData<Activation> Activations { get; } = [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Every_activation_trains_to_the_same_network(Activation activation) =>
        AssertSame(NetworkArchitecture.Mlp(Inputs, [7, 6], activation, dropout: 0, outputs: 3), new SoftmaxCrossEntropy(3));

    [Fact]
    public void So_do_dropout_of_units_and_inputs() =>
        AssertSame(
            NetworkArchitecture.Mlp(Inputs, [16, 8], Activation.ReLU, [0.3f, 0.1f], outputs: 3, inputDropout: 0.2f),
            new SoftmaxCrossEntropy(3));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void So_do_rows_with_weights_and_normalized_layers(bool weighted) => AssertSame(
        NetworkArchitecture.Mlp(Inputs, [16, 8], Activation.Tanh, [0.2f, 0], outputs: 3, batchNormalization: true),
        new SoftmaxCrossEntropy(3),
        weighted);

    [Fact]
    public void So_do_rows_with_weights() =>
        AssertSame(
            NetworkArchitecture.Mlp(Inputs, [16], Activation.GELU, dropout: 0, outputs: 3),
            new SoftmaxCrossEntropy(3, 0.1f),
            weighted: true);

    [Fact]
    public void So_do_networks_with_one_output()
    {
        var architecture = NetworkArchitecture.Mlp(Inputs, [16], Activation.SiLU, dropout: 0.1f, outputs: 1);

        AssertSame(architecture, new BinaryCrossEntropy(), weighted: true, classes: 2);
        AssertSame(architecture, new SquaredError());
        AssertSame(architecture, new HuberLoss(0.5f), weighted: true);
        AssertSame(NetworkArchitecture.Linear(Inputs, 1), new SquaredError());
    }

    [Fact]
    public void A_step_leaves_no_tensor_behind_and_the_end_none_of_the_module()
    {
        var architecture = NetworkArchitecture.Mlp(
            Inputs, [16, 8], Activation.ReLU, [0.2f, 0.1f], outputs: 3, inputDropout: 0.1f, batchNormalization: true);
        var (data, settings) = (new EncodedRows(Data(weighted: true, classes: 3)), Settings());
        var rows = Enumerable.Range(0, 40).ToArray();
        var before = torch.Tensor.TotalCount;
        using (var source = new ModuleGradientSource(architecture, torch.CPU))
        {
            source.Compute(data, rows, new SoftmaxCrossEntropy(3), new uint[3]);
            // With the module's gradients, which stay.
            var afterFirst = torch.Tensor.TotalCount;
            Assert.True(afterFirst > before, "Tensors are not counted.");
            for (var step = 0; step < 5; step++)
                source.Compute(data, rows, new SoftmaxCrossEntropy(3), new uint[3]);
            Assert.Equal(afterFirst, torch.Tensor.TotalCount);
            new TrainingLoop(source, settings, new SoftmaxCrossEntropy(3), new Unwatched(), data).Run();
            Assert.Equal(afterFirst, torch.Tensor.TotalCount);
        }

        // The module has 8 parameters.
        Assert.Equal(before, torch.Tensor.TotalCount - (8 * LeftByOneParameter()));
    }

    /// <summary>
    /// TorchSharp moves the tensor into the parameter, and goes on counting both when there is but one to be disposed of.
    /// </summary>
    private static long LeftByOneParameter()
    {
        var before = torch.Tensor.TotalCount;
        new TorchSharp.Modules.Parameter(torch.zeros(1)).Dispose();
        return torch.Tensor.TotalCount - before;
    }

    private static void AssertSame(NetworkArchitecture architecture, ILoss loss, bool weighted = false, int classes = 3)
    {
        using var scope = SingleThreadedTorch.Enter();
        var rows = Data(weighted, classes);
        var data = new EncodedRows(rows);
        using var plan = new CpuGradientSource(architecture, Settings().BatchSize, Rows);
        using var module = new ModuleGradientSource(architecture, torch.CPU);

        var byPlan = new TrainingLoop(plan, Settings(), loss, new Unwatched(), data, Validation(rows, loss)).Run();
        var byModule = new TrainingLoop(module, Settings(), loss, new Unwatched(), data, Validation(rows, loss)).Run();

        foreach (var (expected, actual) in byPlan.Members[0].Zip(byModule.Members[0]))
        {
            foreach (var (p, m) in expected.Weights.Concat(expected.Bias).Zip(actual.Weights.Concat(actual.Bias)))
                Assert.Equal(p, m, 1e-4f);
        }

        foreach (var (p, m) in byPlan.Epochs.Zip(byModule.Epochs))
        {
            Assert.Equal(p.TrainingLoss, m.TrainingLoss, 1e-4);
            Assert.Equal(p.ValidationLoss!.Value, m.ValidationLoss!.Value, 1e-4);
            Assert.Equal(p.GradientNorm, m.GradientNorm, 1e-4 * (1 + p.GradientNorm));
        }

        // A network that did not move would be the same too.
        Assert.True(byPlan.Epochs[^1].TrainingLoss < byPlan.Epochs[0].TrainingLoss);
    }

    /// <summary>The last batch of an epoch has 30 rows of 40.</summary>
    private static TrainingSettings Settings() => new()
    {
        LearningRate = 0.01f,
        WeightDecay = 0.1f,
        WeightDecayForm = WeightDecayForm.Decoupled,
        BatchSize = 40,
        NumberOfEpochs = 6,
        Seed = 1,
        MaxNorm = 3,
        GradientClipNorm = 1,
    };

    private static Validation Validation(TrainingSet data, ILoss loss) =>
        new(data, InputEncoding.Identity(data.Slots), loss, new Trainers.Metrics.MeanAbsoluteError(1), [.. data.Weights]);

    private static TrainingSet Data(bool weighted, int classes)
    {
        var random = new Random(1);
        var data = new TrainingSet(Inputs);
        for (var row = 0; row < Rows; row++)
        {
            var features = data.Add(row % classes, weighted ? 0.5f + (row % 4) : 1);
            foreach (ref var x in features)
                x = (float)((random.NextDouble() * 2) - 1);
            features[row % classes] += 1;
        }

        data.ScaleWeights(_ => 1);
        return data;
    }

    private sealed class Unwatched : ITrainingMonitor
    {
        public void CheckAlive()
        {
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

        public void EpochEnded(TrainingProgress progress)
        {
        }
    }
}
