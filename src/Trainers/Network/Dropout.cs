using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlNetDl.Trainers.Network;

/// <summary>
/// Inverted dropout (Srivastava et al. 2014): each unit is dropped with probability p, and the others are divided by 1 - p,
/// so that the expectation stays what it was and scoring need not know of it.
/// </summary>
/// <remarks>
/// Whether a unit is dropped is a hash of its place in the batch and of the step's key, not the next draw of a generator:
/// so it does not depend on who computes it, or in what order.
/// </remarks>
internal static class Dropout
{
    /// <summary>Multiplies values and derivatives by the mask.</summary>
    /// <param name="values">The activations, padding included.</param>
    /// <param name="derivatives">Their derivatives; empty, where none are needed.</param>
    /// <param name="probability">The probability that a unit is dropped, below 1.</param>
    /// <param name="key">The key of this step and layer.</param>
    /// <param name="first">The place of the first value in the batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(Span<float> values, Span<float> derivatives, float probability, uint key, uint first)
    {
        var outputs = MemoryMarshal.Cast<float, Vector<float>>(values);
        var slopes = MemoryMarshal.Cast<float, Vector<float>>(derivatives);
        var kept = new Vector<float>(1 / (1 - probability));
        // 24 bits of the hash, so that signed comparison serves.
        var threshold = new Vector<int>((int)(probability * (1 << 24)));
        var keys = new Vector<uint>(key);
        var place = new Vector<uint>(first) + Vector<uint>.Indices;
        var step = new Vector<uint>((uint)Vector<uint>.Count);
        for (var i = 0; i < outputs.Length; i++)
        {
            var hash = Hash(Hash(place) ^ keys) >>> 8;
            var keep = Vector.GreaterThanOrEqual(hash.As<uint, int>(), threshold);
            var mask = Vector.ConditionalSelect(keep, kept, Vector<float>.Zero);
            outputs[i] *= mask;
            if (!slopes.IsEmpty)
                slopes[i] *= mask;
            place += step;
        }
    }

    /// <summary>A 32-bit integer hash of low bias (constants: C. Wellons, "Prospecting for hash functions", 2018).</summary>
    private static Vector<uint> Hash(Vector<uint> x)
    {
        x ^= x >>> 16;
        x *= 0x7feb352du;
        x ^= x >>> 15;
        x *= 0x846ca68bu;
        return x ^ (x >>> 16);
    }
}
