using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Optimization;
using MlNetDl.Trainers.Training;
using Xunit;

namespace MlNetDl.Tests.Training;

public class TrainingStepTests
{
    [Fact]
    public void The_bits_are_the_same_however_many_threads_share_the_parts() =>
        Assert.Equal(Train(threads: 1), Train(threads: 4));

    [Fact]
    public void It_is_the_gradient_of_the_batch_that_the_optimizer_steps_by()
    {
        // A network without hidden layers that starts at zero: p = 1/3, so the gradient by bias k is 1/3 less the share of
        // class k. Rows 0, 1 and 3 are of classes 0, 1 and 0: shares 2/3, 1/3 and 0.
        var architecture = NetworkArchitecture.Linear(50, 3);
        using var torch = SingleThreadedTorch.Enter();
        using var source = new CpuGradientSource(architecture, batchSize: 8, trainingRows: 3);
        var step = new TrainingStep(source, Sgd(source.Layout));

        var loss = source.Compute(TrainingLoopTests.Data(), new[] { 0, 1, 3 }, new SoftmaxCrossEntropy(3), new uint[1]);
        step.Run(learningRate: 0.3f);

        // Three times ln 3, and biases of -0.3 times the gradient.
        Assert.Equal(3 * 1.09861229, loss, 1e-5);
        float[] bias = [.. source.Parameters.Slice(source.Layout.Bias(0), 3)];
        Assert.Equal(0.1, bias[0], 1e-6);
        Assert.Equal(0, bias[1], 1e-6);
        Assert.Equal(-0.1, bias[2], 1e-6);
    }

    [Theory]
    [InlineData(540)]
    // Fewer rows than parts have room for: what the parts without rows computed before must not be added again.
    [InlineData(5)]
    public void The_gradients_of_all_parts_make_the_step_and_nothing_else_does(int rows)
    {
        const int Rows = 540;
        const int Slots = 1000;
        const int Outputs = 40;
        var random = new Random(1);
        var data = new TrainingSet(Slots);
        for (var row = 0; row < Rows; row++)
        {
            foreach (ref var x in data.Add(target: row % Outputs))
                x = (float)((random.NextDouble() * 2) - 1);
        }

        var rowsOfData = new EncodedRows(data);
        using var torch = SingleThreadedTorch.Enter();
        using var source = new CpuGradientSource(NetworkArchitecture.Linear(Slots, Outputs), Rows, rows);
        Assert.Equal(4, source.Parts);
        var step = new TrainingStep(source, Sgd(source.Layout));
        var loss = new SoftmaxCrossEntropy(Outputs);
        int[] order = [.. Enumerable.Range(0, Rows)];

        source.Compute(rowsOfData, order, loss, new uint[1]);
        step.Run(learningRate: 0);
        source.Compute(rowsOfData, order.AsMemory(0, rows), loss, new uint[1]);
        step.Run(learningRate: 1);

        // At zero all classes are equally likely, so the gradient by the weight of class k and input i is the mean over the
        // rows of (1/40 - [y = k]) x_i; with a rate of 1 the weight becomes its opposite.
        for (var k = 0; k < Outputs; k++)
        {
            var gradient = new double[Slots];
            for (var row = 0; row < rows; row++)
            {
                for (var i = 0; i < Slots; i++)
                    gradient[i] += ((1.0 / Outputs) - (row % Outputs == k ? 1 : 0)) * data.Features(row)[i] / rows;
            }

            for (var i = 0; i < Slots; i++)
                Assert.Equal(-gradient[i], source.Parameters[source.Layout.Weights(0) + (k * Slots) + i], 1e-6);
        }
    }

    private static Sgd Sgd(ParameterLayout layout) => new(default, layout.WeightLength, layout.Length);

    private static string Train(int threads)
    {
        var architecture = NetworkArchitecture.Mlp(50, [256, 128], Activation.ReLU, dropout: 0.3f, outputs: 3);
        using var torch = SingleThreadedTorch.Enter();
        // The last rows of an epoch, 88 of them: not all parts have work.
        using var source = new CpuGradientSource(architecture, batchSize: 512, trainingRows: 600, threads);
        Assert.Equal(4, source.Parts);
        var random = new Random(1);
        ParameterInitializer.Fill(source.Parameters, architecture, source.Layout, random);
        var adam = new Adam(new(1, WeightDecayForm.Decoupled), source.Layout.WeightLength, source.Layout.Length);
        var step = new TrainingStep(source, adam, clipNorm: 1, maxNorm: 1);
        var data = TrainingLoopTests.Data();
        int[] order = [.. Enumerable.Range(0, 600)];
        for (var epoch = 0; epoch < 5; epoch++)
        {
            foreach (var rows in new[] { order.AsMemory(0, 512), order.AsMemory(512) })
            {
                source.Compute(data, rows, new SoftmaxCrossEntropy(3), new[] { 0u, (uint)random.Next(), (uint)random.Next() });
                step.Run(0.003f);
            }
        }

        return Bits.Of(source.Parameters.ToArray());
    }
}
