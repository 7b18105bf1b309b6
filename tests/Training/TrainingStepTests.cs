using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Network;
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
        var architecture = NetworkArchitecture.Mlp(50, [], Activation.ReLU, dropout: 0, outputs: 3);
        using var torch = SingleThreadedTorch.Enter();
        using var plan = new CpuTrainingPlan(architecture, batchSize: 8);
        using var crew = new WorkCrew(plan.Parts.Count);
        plan.Prepare(3);
        var sgd = new Sgd(weightDecay: 0, plan.Layout.WeightLength);
        var step = new TrainingStep(plan, crew, sgd, new SoftmaxCrossEntropy(3), NetworkTrainingTests.Data());

        var loss = step.Run(new[] { 0, 1, 3 }, learningRate: 0.3f, new Random(1));

        // Three times ln 3, and biases of -0.3 times the gradient.
        Assert.Equal(3 * 1.09861229, loss, 1e-5);
        float[] bias = [.. plan.Parameters.Slice(plan.Layout.Bias(0), 3)];
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

        using var torch = SingleThreadedTorch.Enter();
        using var plan = new CpuTrainingPlan(NetworkArchitecture.Mlp(Slots, [], Activation.ReLU, dropout: 0, Outputs), Rows);
        using var crew = new WorkCrew(plan.Parts.Count);
        Assert.Equal(4, plan.Parts.Count);
        plan.Prepare(Rows);
        plan.Prepare(rows);
        var sgd = new Sgd(weightDecay: 0, plan.Layout.WeightLength);
        var step = new TrainingStep(plan, crew, sgd, new SoftmaxCrossEntropy(Outputs), data);
        int[] order = [.. Enumerable.Range(0, Rows)];

        step.Run(order, learningRate: 0, random);
        step.Run(order.AsMemory(0, rows), learningRate: 1, random);

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
                Assert.Equal(-gradient[i], plan.Parameters[plan.Layout.Weights(0) + (k * Slots) + i], 1e-6);
        }
    }

    private static string Train(int threads)
    {
        var architecture = NetworkArchitecture.Mlp(50, [256, 128], Activation.ReLU, dropout: 0.3f, outputs: 3);
        using var torch = SingleThreadedTorch.Enter();
        using var plan = new CpuTrainingPlan(architecture, batchSize: 512);
        using var crew = new WorkCrew(threads);
        Assert.Equal(4, plan.Parts.Count);
        plan.Prepare(512);
        // The last rows of an epoch: not all parts have work.
        plan.Prepare(88);
        var random = new Random(1);
        ParameterInitializer.Fill(plan.Parameters, architecture, plan.Layout, random);
        var adam = new Adam(weightDecay: 1, plan.Layout.WeightLength, plan.Layout.Length);
        var step = new TrainingStep(plan, crew, adam, new SoftmaxCrossEntropy(3), NetworkTrainingTests.Data());
        int[] order = [.. Enumerable.Range(0, 600)];
        for (var epoch = 0; epoch < 5; epoch++)
        {
            step.Run(order.AsMemory(0, 512), 0.003f, random);
            step.Run(order.AsMemory(512), 0.003f, random);
        }

        return Bits.Of(plan.Parameters.ToArray());
    }
}
