using System.Numerics;
using System.Runtime.InteropServices;

namespace MlNetDl.Transforms.Numerics;

/// <summary>
/// The softmax function, p_k = exp(z_k) / sum_j exp(z_j). The row's maximum is subtracted first, which changes nothing in
/// exact arithmetic and keeps exp from overflowing.
/// </summary>
internal static class Softmax
{
    /// <summary>Replaces the first <paramref name="classes"/> entries of each row by their softmax.</summary>
    /// <param name="values">The rows, and padding up to whole vectors.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="stride">The distance between the starts of two rows.</param>
    public static void Apply(Span<float> values, int rows, int classes, int stride)
    {
        SubtractMaxima(values, rows, classes, stride);
        Exponentiate(values);
        Normalize(values, rows, classes, stride);
    }

    /// <summary>Replaces z by z - max(z), row by row.</summary>
    public static void SubtractMaxima(Span<float> values, int rows, int classes, int stride)
    {
        for (var r = 0; r < rows; r++)
        {
            var row = values.Slice(r * stride, classes);
            var max = row[0];
            foreach (var z in row)
                max = MathF.Max(max, z);
            foreach (ref var z in row)
                z -= max;
        }
    }

    /// <summary>Replaces z by exp(z), padding included.</summary>
    public static void Exponentiate(Span<float> values)
    {
        foreach (ref var z in MemoryMarshal.Cast<float, Vector<float>>(values))
            z = Vector.Exp(z);
    }

    private static void Normalize(Span<float> values, int rows, int classes, int stride)
    {
        for (var r = 0; r < rows; r++)
        {
            var row = values.Slice(r * stride, classes);
            var sum = 0f;
            foreach (var e in row)
                sum += e;
            foreach (ref var e in row)
                e /= sum;
        }
    }
}
