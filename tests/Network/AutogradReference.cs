using MlNetDl.Trainers;
using MlNetDl.Trainers.Network;
using static TorchSharp.torch;

namespace MlNetDl.Tests.Network;

/// <summary>
/// The loss of a network and its gradient by libtorch's own functions and autograd, in double precision. Of the code under test
/// it takes the masks of dropout alone, for libtorch draws others.
/// </summary>
internal static class AutogradReference
{
    /// <param name="architecture">The network.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="batch">The rows.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="normalizedTogether">How many rows batch normalization takes together, one set of rows after the other.</param>
    /// <returns>The mean loss of the rows, and the gradient laid out as the parameters.</returns>
    public static (double Loss, double[] Gradient) Run(
        NetworkArchitecture architecture, ReadOnlySpan<float> parameters, Batch batch, LossCase loss, int[] normalizedTogether)
    {
        using var scope = NewDisposeScope();
        var layout = new ParameterLayout(architecture);
        Dictionary<int, Tensor> leaves = [];
        var inputs = Double(batch.Inputs, batch.Rows, architecture.Inputs);
        // As the first layer has them.
        inputs = inputs.index_select(1, tensor(architecture.Columns.InOrder().Select(column => (long)column).ToArray()));
        if (architecture.InputDropout > 0)
        {
            // All columns of a feature are dropped together.
            var ofFeatures = Mask(batch.Rows, architecture.Columns.Slots, architecture.InputDropout, batch.DropoutKeys[0]);
            inputs = inputs * ofFeatures.index_select(1, tensor(architecture.Columns.SlotsInOrder().ToArray()));
        }

        var mean = zeros(1, ScalarType.Float64);
        for (var member = 0; member < architecture.Members; member++)
        {
            var losses = loss.OfRows(Outputs(parameters, member), Double(batch.Targets, batch.Rows));
            mean = mean + ((batch.Weights.Length > 0 ? losses * Double(batch.Weights, batch.Rows) : losses).mean() / architecture.Members);
        }

        mean.backward();
        var gradient = new double[layout.Length];
        foreach (var (start, values) in leaves)
            values.grad!.data<double>().CopyTo(gradient, start);
        return (mean.item<double>(), gradient);

        Tensor Outputs(ReadOnlySpan<float> values, int member)
        {
            var x = architecture.Members > 1 ? inputs * Leaf(values, layout.InputVector(member), architecture.Inputs) : inputs;
            for (var l = 0; l < architecture.Layers.Length; l++)
            {
                var layer = architecture.Layers[l];
                var weights = l == 0 && layout.IsInputMajor
                    ? Leaf(values, layout.Weights(l), layer.Inputs, layer.Units).t()
                    : Leaf(values, layout.Weights(l, member), layer.Units, layer.Inputs);
                var bias = Leaf(values, layout.Bias(l, member), layer.Units);
                x = layer.IsNormalized
                    ? Normalize(
                        x.matmul(weights.t()), Leaf(values, layout.Scale(l), layer.Units), bias, batch.Weights, normalizedTogether)
                    : nn.functional.linear(x, weights, bias);
                x = Activate(layer.Activation, x);
                if (layer.Dropout > 0)
                    x = x * Mask(batch.Rows, layer.Units, layer.Dropout, batch.DropoutKeys[l + 1], member);
            }

            return x;
        }

        // What members share is one leaf.
        Tensor Leaf(ReadOnlySpan<float> values, int start, params long[] shape)
        {
            if (!leaves.TryGetValue(start, out var leaf))
            {
                var length = (int)shape.Aggregate((product, size) => product * size);
                leaf = Double(values.Slice(start, length).ToArray(), shape).requires_grad_();
                leaves.Add(start, leaf);
            }

            return leaf;
        }
    }

    /// <summary>Batch normalization in training. What a row of a weight counts, here so many equal rows do.</summary>
    private static Tensor Normalize(Tensor sums, Tensor scale, Tensor bias, float[] weights, int[] normalizedTogether)
    {
        List<Tensor> normalized = [];
        var first = 0;
        foreach (var rows in normalizedTogether)
        {
            long[] repeated =
            [
                .. Enumerable.Range(first, rows).SelectMany(row =>
                    Enumerable.Repeat((long)row, weights.Length > 0 ? (int)(2 * weights[row]) : 1)),
            ];
            var units = scale.shape[0];
            var all = nn.functional.batch_norm(
                sums.index_select(0, tensor(repeated)), zeros(units, ScalarType.Float64), ones(units, ScalarType.Float64), scale, bias,
                training: true);
            // Each row once.
            long[] places = [.. Enumerable.Range(first, rows).Select(row => (long)Array.IndexOf(repeated, row))];
            normalized.Add(all.index_select(0, tensor(places)));
            first += rows;
        }

        return cat(normalized, 0);
    }

    private static Tensor Activate(Activation activation, Tensor z) => activation switch
    {
        Activation.Identity => z,
        Activation.ReLU => nn.functional.relu(z),
        Activation.Sigmoid => sigmoid(z),
        Activation.Tanh => tanh(z),
        Activation.LeakyReLU => nn.functional.leaky_relu(z, 0.01),
        Activation.GELU => nn.functional.gelu(z),
        Activation.SiLU => nn.functional.silu(z),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Say here what libtorch calls it."),
    };

    /// <summary>What dropout makes of ones, over the whole batch at once.</summary>
    private static Tensor Mask(int rows, int units, float probability, uint key, int member = 0)
    {
        // In whole vectors, as the plan's buffers are.
        var mask = new float[((rows * units) + 15) / 16 * 16];
        Array.Fill(mask, 1);
        Dropout.Apply(mask, [], probability, key, first: (uint)(member * rows * units));
        return Double(mask[..(rows * units)], rows, units);
    }

    private static Tensor Double(float[] values, params long[] shape) => tensor(values, shape).to(ScalarType.Float64);
}
