using System.Runtime.CompilerServices;

namespace MlNetDl.Trainers.Network;

/// <summary>
/// The products of a layer of few units, such as the one output of a regression: row by row, for libtorch's matrix product takes several
/// times as long where a matrix is that narrow.
/// </summary>
internal static class NarrowLayer
{
    /// <summary>The most units for which this is faster: measured.</summary>
    public const int MostUnits = 8;

    /// <summary>Sets the outputs [rows, units] to inputs [rows, inputs] times the transposed weights [units, inputs].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(ReadOnlySpan<float> inputs, ReadOnlySpan<float> weights, Span<float> outputs, int rows, int units)
    {
        var width = weights.Length / units;
        for (var r = 0; r < rows; r++)
        {
            for (var unit = 0; unit < units; unit++)
                outputs[(r * units) + unit] = ScaledVectors.Dot(inputs.Slice(r * width, width), weights.Slice(unit * width, width));
        }
    }

    /// <summary>Sets the gradient by the weights to the transposed deltas [units, rows] times the inputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void WeightGradient(
        ReadOnlySpan<float> inputs, ReadOnlySpan<float> deltas, Span<float> gradient, int rows, int units)
    {
        var width = gradient.Length / units;
        gradient.Clear();
        for (var r = 0; r < rows; r++)
        {
            for (var unit = 0; unit < units; unit++)
                ScaledVectors.AddScaled(gradient.Slice(unit * width, width), inputs.Slice(r * width, width), deltas[(r * units) + unit]);
        }
    }

    /// <summary>Sets the derivatives by the inputs to the deltas times the weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(ReadOnlySpan<float> deltas, ReadOnlySpan<float> weights, Span<float> derivatives, int rows, int units)
    {
        var width = weights.Length / units;
        derivatives[..(rows * width)].Clear();
        for (var r = 0; r < rows; r++)
        {
            for (var unit = 0; unit < units; unit++)
                ScaledVectors.AddScaled(derivatives.Slice(r * width, width), weights.Slice(unit * width, width), deltas[(r * units) + unit]);
        }
    }
}
