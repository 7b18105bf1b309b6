using MlNetDl.Trainers;
using MlNetDl.Trainers.Network;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MlNetDl.Tests.Network;

/// <summary>The training plan against TorchSharp's autograd, on networks drawn at random.</summary>
public class GradientTests
{
    public static TheoryData<int, Activation, int> Networks()
    {
        var data = new TheoryData<int, Activation, int>();
        foreach (var activation in Enum.GetValues<Activation>())
        {
            for (var hidden = 0; hidden <= 3; hidden++)
            {
                for (var seed = 0; seed < 5; seed++)
                    data.Add(hidden, activation, seed);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_plans_gradients_and_loss_are_those_of_autograd(int hiddenLayers, Activation activation, int seed)
    {
        var random = new Random((seed * 100) + (hiddenLayers * 10) + (int)activation);
        int[] hidden = [.. Enumerable.Range(0, hiddenLayers).Select(_ => random.Next(1, 40))];
        var architecture = NetworkArchitecture.Mlp(random.Next(1, 30), hidden, activation, dropout: 0, outputs: random.Next(2, 12));
        Check(architecture, batchSize: random.Next(2, 70), rows: random.Next(1, 70), random);
    }

    [Theory]
    [InlineData(256, 256)]
    [InlineData(256, 131)]
    [InlineData(256, 3)]
    [InlineData(520, 520)]
    [InlineData(520, 300)]
    public void So_they_are_where_the_rows_are_split_into_parts(int batchSize, int rows)
    {
        var architecture = NetworkArchitecture.Mlp(300, [200, 50], Activation.Tanh, dropout: 0, outputs: 10);
        using var plan = new CpuTrainingPlan(architecture, batchSize);
        Assert.True(plan.Parts.Count > 1, "The network is too small to be split.");
        Check(architecture, batchSize, rows, new Random(7));
    }

    [Theory]
    [InlineData(40, 40)]
    [InlineData(256, 256)]
    [InlineData(256, 131)]
    public void With_dropout_they_are_those_of_the_network_that_the_masks_leave(int batchSize, int rows)
    {
        var architecture = NetworkArchitecture.Mlp(300, [200, 50], Activation.Sigmoid, dropout: 0.4f, outputs: 10);
        Check(architecture, batchSize, rows, new Random(11));
    }

    private static void Check(NetworkArchitecture architecture, int batchSize, int rows, Random random)
    {
        rows = Math.Min(rows, batchSize);
        using var plan = new CpuTrainingPlan(architecture, batchSize);
        plan.Prepare(rows);
        FillParameters(plan, random);
        float[] inputs = [.. Enumerable.Range(0, rows * architecture.Inputs).Select(_ => (float)((random.NextDouble() * 4) - 2))];
        float[] targets = [.. Enumerable.Range(0, rows).Select(_ => (float)random.Next(architecture.Outputs))];
        uint[] keys = [.. architecture.Layers.Select(_ => (uint)random.NextInt64(1L << 32))];

        var (loss, gradient) = RunPlan(plan, inputs, targets, keys);
        var (expectedLoss, expected) = RunAutograd(plan, inputs, targets, keys);

        Assert.Equal(expectedLoss, loss, 1e-5 * Math.Max(1, expectedLoss));
        for (var l = 0; l < architecture.Layers.Length; l++)
        {
            var layer = architecture.Layers[l];
            AssertNear(
                expected[l],
                [
                    .. gradient.AsSpan(plan.Layout.Weights(l), layer.Inputs * layer.Units),
                    .. gradient.AsSpan(plan.Layout.Bias(l), layer.Units),
                ],
                $"layer {l} of {architecture}");
        }
    }

    /// <summary>
    /// The Euclidean norm of the difference is at most 1e-5 of the gradient's own, layer by layer, its weights and biases
    /// together. Single elements may cancel between the rows, and have no digits then.
    /// </summary>
    private static void AssertNear(double[] expected, float[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        var difference = Math.Sqrt(expected.Zip(actual, (e, a) => Math.Pow(e - a, 2)).Sum());
        var norm = Math.Sqrt(expected.Sum(e => e * e));
        Assert.True(difference <= 1e-5 * norm, $"The gradient of {what} has norm {norm}, and differs by {difference}.");
    }

    private static void FillParameters(CpuTrainingPlan plan, Random random)
    {
        for (var l = 0; l < plan.Architecture.Layers.Length; l++)
        {
            var layer = plan.Architecture.Layers[l];
            foreach (ref var w in plan.Parameters.Slice(plan.Layout.Weights(l), layer.Units * layer.Inputs))
                w = (float)(((random.NextDouble() * 2) - 1) / Math.Sqrt(layer.Inputs));
            foreach (ref var b in plan.Parameters.Slice(plan.Layout.Bias(l), layer.Units))
                b = (float)((random.NextDouble() * 2) - 1);
        }
    }

    private static (double Loss, float[] Gradient) RunPlan(CpuTrainingPlan plan, float[] inputs, float[] targets, uint[] keys)
    {
        var loss = 0.0;
        var gradient = new float[plan.Layout.Length];
        var width = plan.Architecture.Inputs;
        for (var p = 0; p < plan.Parts.Count; p++)
        {
            var (first, count) = plan.Rows(p, targets.Length);
            inputs.AsSpan(first * width, count * width).CopyTo(plan.Parts[p].Inputs);
            loss += plan.Parts[p].Run(
                targets.AsSpan(first, count), [], new SoftmaxCrossEntropy(plan.Architecture.Outputs), targets.Length, first, keys);
            for (var i = 0; i < gradient.Length; i++)
                gradient[i] += plan.Parts[p].Gradient[i];
        }

        return (loss / targets.Length, gradient);
    }

    /// <summary>
    /// The module in double precision: what differs is then the plan's own rounding. Where units are dropped, the network is
    /// written out here instead, for torch draws masks of its own.
    /// </summary>
    private static (double Loss, double[][] Gradient) RunAutograd(
        CpuTrainingPlan plan, float[] inputs, float[] targets, uint[] keys)
    {
        using var scope = NewDisposeScope();
        using var module = new NetworkModule(plan.Architecture);
        module.Load(plan.Parameters, plan.Layout);
        module.to(ScalarType.Float64);
        var x = tensor(inputs, [targets.Length, plan.Architecture.Inputs]).to(ScalarType.Float64);
        var y = tensor(targets.Select(target => (long)target).ToArray());
        var drops = plan.Architecture.Layers.Any(layer => layer.Dropout > 0);
        var loss = nn.functional.cross_entropy(drops ? ForwardWithMasks(module, plan.Architecture, x, keys) : module.call(x), y);
        loss.backward();
        return (loss.item<double>(), [.. plan.Architecture.Layers.Select((_, l) => Gradient(l))]);

        double[] Gradient(int layer) =>
        [
            .. module.get_parameter($"layer{layer}.weight")!.grad!.data<double>(),
            .. module.get_parameter($"layer{layer}.bias")!.grad!.data<double>(),
        ];
    }

    private static Tensor ForwardWithMasks(NetworkModule module, NetworkArchitecture architecture, Tensor x, uint[] keys)
    {
        for (var l = 0; l < architecture.Layers.Length; l++)
        {
            var layer = architecture.Layers[l];
            x = nn.functional.linear(x, module.get_parameter($"layer{l}.weight")!, module.get_parameter($"layer{l}.bias")!);
            if (layer.Dropout > 0)
                x = sigmoid(x) * Mask(layer, (int)x.shape[0], keys[l + 1]);
        }

        return x;
    }

    /// <summary>What dropout makes of ones, over the whole batch at once.</summary>
    private static Tensor Mask(LayerSpec layer, int rows, uint key)
    {
        // In whole vectors, as the plan's buffers are.
        var mask = new float[((rows * layer.Units) + 15) / 16 * 16];
        Array.Fill(mask, 1);
        Dropout.Apply(mask, new float[mask.Length], layer.Dropout, key, first: 0);
        return tensor(mask[..(rows * layer.Units)], [rows, layer.Units]);
    }
}
