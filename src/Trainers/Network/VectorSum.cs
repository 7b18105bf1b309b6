using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlNetDl.Trainers.Network;

/// <summary>Sums of vectors.</summary>
internal static class VectorSum
{
    /// <summary>Adds a vector to another, element by element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(Span<float> sum, ReadOnlySpan<float> addend)
    {
        var sums = MemoryMarshal.Cast<float, Vector<float>>(sum);
        var addends = MemoryMarshal.Cast<float, Vector<float>>(addend);
        for (var i = 0; i < sums.Length; i++)
            sums[i] += addends[i];
        for (var i = sums.Length * Vector<float>.Count; i < sum.Length; i++)
            sum[i] += addend[i];
    }
}
