using MlNetDl.Trainers;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Training;
using Xunit;
using static TorchSharp.torch;

namespace MlNetDl.Tests.Network;

/// <summary>The training plan, and the TorchSharp module, against autograd in double precision, on networks drawn at random.</summary>
public class GradientTests
{
    private static readonly Dictionary<string, LossCase> _losses = new()
    {
        ["cross-entropy"] = LossCase.CrossEntropy(classes: 5),
        ["cross-entropy with label smoothing"] = LossCase.CrossEntropy(classes: 5, labelSmoothing: 0.2f),
        ["binary cross-entropy"] = LossCase.BinaryCrossEntropy(),
        ["squared error"] = LossCase.SquaredError(),
        ["absolute error"] = LossCase.AbsoluteError(),
        ["Huber"] = LossCase.Huber(delta: 1.3f),
        ["quantile"] = LossCase.Quantile(quantile: 0.85f),
    };

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
        var loss = LossCase.CrossEntropy(architecture.Outputs);
        Check(architecture, loss, batchSize: random.Next(2, 70), rows: random.Next(1, 70), random);
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
        AssertIsSplit(architecture, batchSize);
        Check(architecture, LossCase.CrossEntropy(classes: 10), batchSize, rows, new Random(7));
    }

    [Theory]
    [InlineData(40, 40)]
    [InlineData(256, 256)]
    [InlineData(256, 131)]
    public void With_dropout_they_are_those_of_the_network_that_the_masks_leave(int batchSize, int rows)
    {
        // A rate a layer, and one for the inputs.
        var architecture = NetworkArchitecture.Mlp(
            300, [200, 50, 20], Activation.Sigmoid, dropout: [0.4f, 0, 0.15f], outputs: 10, inputDropout: 0.2f);
        Check(architecture, LossCase.CrossEntropy(classes: 10), batchSize, rows, new Random(11));
    }

    public static TheoryData<string, bool> Losses()
    {
        var data = new TheoryData<string, bool>();
        foreach (var loss in _losses.Keys)
        {
            data.Add(loss, false);
            data.Add(loss, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void So_they_are_for_every_loss_with_and_without_row_weights(string loss, bool weighted)
    {
        var architecture = NetworkArchitecture.Mlp(7, [20, 11], Activation.SiLU, dropout: 0, _losses[loss].Outputs);
        Check(architecture, _losses[loss], batchSize: 64, rows: 50, new Random(13), weighted);
    }

    public static TheoryData<Activation, bool> NormalizedNetworks()
    {
        var data = new TheoryData<Activation, bool>();
        foreach (var activation in Enum.GetValues<Activation>())
        {
            data.Add(activation, false);
            data.Add(activation, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(NormalizedNetworks))]
    public void So_they_are_with_batch_normalization_where_a_row_of_weight_two_is_two_rows(Activation activation, bool weighted)
    {
        var architecture = NetworkArchitecture.Mlp(
            12, [30, 20], activation, dropout: [0.1f, 0], outputs: 4, batchNormalization: true);
        Check(architecture, LossCase.CrossEntropy(classes: 4), batchSize: 64, rows: 50, new Random(17), weighted);
    }

    [Theory]
    [InlineData(256, 256, false)]
    [InlineData(256, 200, true)]
    public void Batch_normalization_takes_each_part_of_the_rows_by_itself(int batchSize, int rows, bool weighted)
    {
        var architecture = NetworkArchitecture.Mlp(
            300, [200, 50], Activation.ReLU, dropout: [0, 0], outputs: 10, batchNormalization: true);
        AssertIsSplit(architecture, batchSize);
        Check(architecture, LossCase.CrossEntropy(classes: 10), batchSize, rows, new Random(19), weighted);
    }

    [Theory]
    [InlineData(2, 64, 50, 0, false)]
    [InlineData(3, 64, 64, 0.2f, true)]
    [InlineData(4, 256, 256, 0, false)]
    [InlineData(4, 256, 131, 0.1f, false)]
    public void So_they_are_for_members_that_share_hidden_weights(
        int members, int batchSize, int rows, float inputDropout, bool weighted)
    {
        var architecture = NetworkArchitecture.Mlp(
            150, [100, 60], Activation.SiLU, dropout: [0.2f, 0], outputs: 4, inputDropout) with
        { Members = members };
        Check(architecture, LossCase.CrossEntropy(classes: 4), batchSize, rows, new Random(23), weighted);
    }

    [Theory]
    [InlineData(1, new[] { 20, 11 }, 0)]
    [InlineData(1, new[] { 70 }, 0.2f)]
    [InlineData(2, new[] { 80, 20 }, 0)]
    [InlineData(3, new[] { 33, 20 }, 0.3f)]
    // A linear network of pieces: a sum of functions of one feature each.
    [InlineData(1, new int[0], 0)]
    public void So_they_are_where_inputs_are_gathered(int members, int[] hidden, float inputDropout)
    {
        var random = new Random(29);
        const int Rows = 50;
        var (batch, data) = MixedInputs.Draw(Rows, LossCase.CrossEntropy(classes: 3), hidden.Length + 1, random);
        Assert.NotEmpty(data.Columns.Dense);
        Assert.NotEmpty(data.Columns.Sparse);
        Assert.Equal(2, data.Columns.Pieces.Length);
        var architecture = NetworkArchitecture.Mlp(
            data.Columns.Count, hidden, Activation.SiLU, [.. hidden.Select(_ => 0f)], outputs: 3, inputDropout) with
        {
            Members = members,
            Columns = data.Columns,
        };
        Check(architecture, LossCase.CrossEntropy(classes: 3), Rows, batch, data, random);
    }

    private static void AssertIsSplit(NetworkArchitecture architecture, int batchSize)
    {
        using var plan = new CpuTrainingPlan(architecture, batchSize);
        Assert.True(plan.Parts.Count > 1, "The network is too small to be split.");
    }

    private static void Check(
        NetworkArchitecture architecture, LossCase loss, int batchSize, int rows, Random random, bool weighted = false)
    {
        var batch = Batch.Draw(architecture, loss, Math.Min(rows, batchSize), weighted, random);
        Check(architecture, loss, batchSize, batch, batch.Encoded(architecture.Inputs), random);
    }

    private static void Check(
        NetworkArchitecture architecture, LossCase loss, int batchSize, Batch batch, EncodedRows data, Random random)
    {
        using var torch = SingleThreadedTorch.Enter();
        var layout = new ParameterLayout(architecture);
        var parameters = DrawParameters(architecture, layout, random);

        using var plan = new CpuTrainingPlan(architecture, batchSize);
        int[] parts = [.. plan.Parts.Select((_, p) => plan.Rows(p, batch.Rows).Count).Where(count => count > 0)];
        var expected = AutogradReference.Run(architecture, parameters, batch, loss, parts);
        AssertNear(architecture, layout, expected, RunPlan(plan, parameters, batch, data, loss));

        expected = parts.Length == 1 ? expected : AutogradReference.Run(architecture, parameters, batch, loss, [batch.Rows]);
        AssertNear(architecture, layout, expected, RunModule(architecture, parameters, batch, data, loss));
    }

    /// <summary>
    /// The Euclidean norm of the difference is at most 1e-5 of the gradient's own, layer by layer, its weights, biases and scales
    /// together. Single elements may cancel between the rows, and have no digits then.
    /// </summary>
    private static void AssertNear(
        NetworkArchitecture architecture, ParameterLayout layout, (double Loss, double[] Gradient) expected,
        (double Loss, float[] Gradient) actual)
    {
        Assert.Equal(expected.Loss, actual.Loss, 1e-5 * Math.Max(1, expected.Loss));
        for (var l = 0; l < architecture.Layers.Length; l++)
        {
            var (square, difference) = (0.0, 0.0);
            foreach (var i in Places(architecture, layout, l))
            {
                square += Math.Pow(expected.Gradient[i], 2);
                difference += Math.Pow(expected.Gradient[i] - actual.Gradient[i], 2);
            }

            Assert.True(
                difference <= 1e-10 * square,
                $"The gradient of layer {l} of {architecture} has norm {Math.Sqrt(square)}, and differs by {Math.Sqrt(difference)}.");
        }
    }

    /// <summary>Where the parameters of a layer are, those that are learned.</summary>
    private static IEnumerable<int> Places(NetworkArchitecture architecture, ParameterLayout layout, int index)
    {
        var layer = architecture.Layers[index];
        int[] members = [.. Enumerable.Range(0, architecture.Members)];
        IEnumerable<int> places =
        [
            .. members.SelectMany(member => Enumerable.Range(layout.Weights(index, member), layer.Units * layer.Inputs)),
            .. members.SelectMany(member => Enumerable.Range(layout.Bias(index, member), layer.Units)),
            .. Enumerable.Range(layout.Scale(index), layer.IsNormalized ? layer.Units : 0),
            .. index > 0 || architecture.Members == 1
                ? []
                : members.SelectMany(member => Enumerable.Range(layout.InputVector(member), layer.Inputs)),
        ];
        return places.Distinct();
    }

    private static float[] DrawParameters(NetworkArchitecture architecture, ParameterLayout layout, Random random)
    {
        var parameters = new float[layout.StateLength];
        for (var l = 0; l < architecture.Layers.Length; l++)
        {
            var layer = architecture.Layers[l];
            for (var member = 0; member < architecture.Members; member++)
            {
                foreach (ref var w in parameters.AsSpan(layout.Weights(l, member), layer.Units * layer.Inputs))
                    w = (float)(((random.NextDouble() * 2) - 1) / Math.Sqrt(layer.Inputs));
                foreach (ref var b in parameters.AsSpan(layout.Bias(l, member), layer.Units))
                    b = (float)((random.NextDouble() * 2) - 1);
                foreach (ref var r in parameters.AsSpan(
                    l == 0 && architecture.Members > 1 ? layout.InputVector(member) : 0,
                    l == 0 && architecture.Members > 1 ? layer.Inputs : 0))
                {
                    r = (float)((random.NextDouble() * 2) - 1);
                }
            }

            foreach (ref var s in parameters.AsSpan(layout.Scale(l), layer.IsNormalized ? layer.Units : 0))
                s = (float)(random.NextDouble() + 0.5);
        }

        return parameters;
    }

    private static (double Loss, float[] Gradient) RunPlan(
        CpuTrainingPlan plan, float[] parameters, Batch batch, EncodedRows data, LossCase loss)
    {
        plan.Prepare(batch.Rows);
        parameters.CopyTo(plan.Parameters);
        var total = 0.0;
        var gradient = new float[plan.Layout.Length];
        for (var p = 0; p < plan.Parts.Count; p++)
        {
            var (first, count) = plan.Rows(p, batch.Rows);
            var part = new PartBatch
            {
                Data = data,
                Rows = Enumerable.Range(first, count).ToArray(),
                Targets = batch.Targets.AsSpan(first, count),
                Weights = batch.Weights.Length > 0 ? batch.Weights.AsSpan(first, count) : [],
                BatchRows = batch.Rows,
                FirstRow = first,
                DropoutKeys = batch.DropoutKeys,
            };
            total += plan.Run(p, part, loss.Loss);
            for (var i = 0; i < gradient.Length; i++)
                gradient[i] += plan.Parts[p].Gradient[i];
        }

        return (total / batch.Rows, gradient);
    }

    private static (double Loss, float[] Gradient) RunModule(
        NetworkArchitecture architecture, float[] parameters, Batch batch, EncodedRows data, LossCase loss)
    {
        using var source = new ModuleGradientSource(architecture, CPU);
        parameters.CopyTo(source.Parameters);
        var total = source.Compute(data, Enumerable.Range(0, batch.Rows).ToArray(), loss.Loss, batch.DropoutKeys);
        return (total / batch.Rows, source.Gradient(0).ToArray());
    }
}
