using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlNetDl.Trainers.Optimization;

/// <summary>The Euclidean norm.</summary>
internal static class VectorNorm
{
    /// <summary>So many squares are added up as floats before they are added to a double.</summary>
    private const int Block = 4096;

    /// <summary>The square of the norm.</summary>
    public static double Square(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        for (var start = 0; start < values.Length; start += Block)
            sum += SquareOfBlock(values.Slice(start, Math.Min(Block, values.Length - start)));
        return sum;
    }

    /// <summary>The norm.</summary>
    public static double Of(ReadOnlySpan<float> values) => Math.Sqrt(Square(values));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float SquareOfBlock(ReadOnlySpan<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var sums = Vector<float>.Zero;
        foreach (var vector in vectors)
            sums += vector * vector;
        var sum = Vector.Sum(sums);
        foreach (var value in values[(vectors.Length * Vector<float>.Count)..])
            sum += value * value;
        return sum;
    }
}
