using System.Numerics;
using System.Runtime.InteropServices;

namespace MlNetDl.Transforms.Numerics;

/// <summary>
/// A layer's affine map y = W x + b for few outputs, each a dot product that takes a vector of inputs at a time: panels of outputs
/// would be nearly empty.
/// </summary>
internal sealed class DotLayer
{
    private readonly float[] _weights;
    private readonly float[] _bias;
    private readonly int _inputs;

    /// <param name="weights">The weights, [outputs, inputs], row after row.</param>
    /// <param name="bias">The biases, one an output.</param>
    /// <param name="inputs">The number of inputs, a multiple of <see cref="Alignment.Floats"/>.</param>
    public DotLayer(float[] weights, float[] bias, int inputs)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(inputs % Alignment.Floats, 0, nameof(inputs));
        (_weights, _bias, _inputs) = (weights, bias, inputs);
    }

    /// <summary>Computes y = W x + b for so many rows.</summary>
    /// <param name="x">The inputs, a row behind the other.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="y">The outputs, a row every <paramref name="outputStride"/> floats.</param>
    /// <param name="outputStride">The distance between two rows of outputs.</param>
    public void Apply(ReadOnlySpan<float> x, int rows, Span<float> y, int outputStride)
    {
        for (var row = 0; row < rows; row++)
        {
            var inputs = MemoryMarshal.Cast<float, Vector<float>>(x.Slice(row * _inputs, _inputs));
            var outputs = y.Slice(row * outputStride, _bias.Length);
            for (var output = 0; output < outputs.Length; output++)
            {
                var weights = MemoryMarshal.Cast<float, Vector<float>>(_weights.AsSpan(output * _inputs, _inputs));
                outputs[output] = _bias[output] + Dot(inputs, weights);
            }
        }
    }

    /// <summary>Four chains side by side, as each addition has to wait for the one before it.</summary>
    private static float Dot(ReadOnlySpan<Vector<float>> x, ReadOnlySpan<Vector<float>> weights)
    {
        Vector<float> a = default, b = default, c = default, d = default;
        var i = 0;
        for (; i <= x.Length - 4; i += 4)
        {
            a = Vector.FusedMultiplyAdd(x[i], weights[i], a);
            b = Vector.FusedMultiplyAdd(x[i + 1], weights[i + 1], b);
            c = Vector.FusedMultiplyAdd(x[i + 2], weights[i + 2], c);
            d = Vector.FusedMultiplyAdd(x[i + 3], weights[i + 3], d);
        }

        for (; i < x.Length; i++)
            a = Vector.FusedMultiplyAdd(x[i], weights[i], a);
        return Vector.Sum((a + b) + (c + d));
    }
}
