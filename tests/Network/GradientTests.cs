using MlNetDl.Trainers;
using MlNetDl.Trainers.Network;
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
    public void So_they_are_where_the_rows_are_split_into_parts(int batchSize, int rows)
    {
        var architecture = NetworkArchitecture.Mlp(300, [200, 50], Activation.Tanh, dropout: 0, outputs: 10);
        using var plan = new CpuTrainingPlan(architecture, batchSize);
        Assert.True(plan.Parts.Count > 1, "The network is too small to be split.");
        Check(architecture, batchSize, rows, new Random(7));
    }

    private static void Check(NetworkArchitecture architecture, int batchSize, int rows, Random random)
    {
        rows = Math.Min(rows, batchSize);
        using var plan = new CpuTrainingPlan(architecture, batchSize);
        plan.Prepare(rows);
        FillParameters(plan, random);
        float[] inputs = [.. Enumerable.Range(0, rows * architecture.Inputs).Select(_ => (float)((random.NextDouble() * 4) - 2))];
        float[] targets = [.. Enumerable.Range(0, rows).Select(_ => (float)random.Next(architecture.Outputs))];

        var (loss, gradient) = RunPlan(plan, inputs, targets);
        var (expectedLoss, expectedGradient) = RunAutograd(plan, inputs, targets);

        Assert.Equal(expectedLoss, loss, 1e-5 * Math.Max(1, Math.Abs(expectedLoss)));
        // The norm of the difference is at most 1e-5 of the gradient's own.
        var difference = Norm(expectedGradient.Zip(gradient, (expected, actual) => expected - actual));
        Assert.InRange(difference / Norm(expectedGradient), 0, 1e-5);
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

    private static (double Loss, float[] Gradient) RunPlan(CpuTrainingPlan plan, float[] inputs, float[] targets)
    {
        var loss = 0.0;
        var gradient = new float[plan.Layout.Length];
        var width = plan.Architecture.Inputs;
        for (var p = 0; p < plan.Parts.Count; p++)
        {
            var (first, count) = plan.Rows(p, targets.Length);
            inputs.AsSpan(first * width, count * width).CopyTo(plan.Parts[p].Inputs);
            loss += plan.Parts[p].Run(
                targets.AsSpan(first, count), new SoftmaxCrossEntropy(plan.Architecture.Outputs), targets.Length, first,
                new uint[plan.Architecture.Layers.Length]);
            for (var i = 0; i < gradient.Length; i++)
                gradient[i] += plan.Parts[p].Gradient[i];
        }

        return (loss / targets.Length, gradient);
    }

    private static (double Loss, float[] Gradient) RunAutograd(CpuTrainingPlan plan, float[] inputs, float[] targets)
    {
        using var scope = NewDisposeScope();
        using var module = new NetworkModule(plan.Architecture);
        module.Load(plan.Parameters, plan.Layout);
        var x = tensor(inputs, [targets.Length, plan.Architecture.Inputs]);
        var y = tensor(targets.Select(target => (long)target).ToArray());
        var loss = nn.functional.cross_entropy(module.call(x), y);
        loss.backward();
        var gradient = new float[plan.Layout.Length];
        module.StoreGradients(gradient, plan.Layout);
        return (loss.item<float>(), gradient);
    }

    private static double Norm(IEnumerable<float> vector) => Math.Sqrt(vector.Sum(value => (double)value * value));
}
