using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlNetDl.Trainers.Network;

/// <summary>Sums of vectors, each times a number: the product of a sparse row and a matrix, and its transpose.</summary>
internal static unsafe class ScaledVectors
{
    /// <summary>Adds the vectors that a row gathers to its sums.</summary>
    /// <param name="inputs">Which vectors, and how much of each.</param>
    /// <param name="vectors">All vectors, one after the other.</param>
    /// <param name="sums">The sums of the row, as long as a vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather(ReadOnlySpan<GatheredInput> inputs, ReadOnlySpan<float> vectors, Span<float> sums)
    {
        var (length, lanes) = (sums.Length, Vector<float>.Count);
        Check(inputs, vectors, length);
        fixed (float* from = vectors, to = sums)
        {
            var start = 0;
            // As many sums as the registers hold, so that each is read and written once.
            for (; start + (8 * lanes) <= length; start += 8 * lanes)
            {
                var sum = to + start;
                var (a, b, c, d) = (Load(sum), Load(sum + lanes), Load(sum + (2 * lanes)), Load(sum + (3 * lanes)));
                sum += 4 * lanes;
                var (e, f, g, h) = (Load(sum), Load(sum + lanes), Load(sum + (2 * lanes)), Load(sum + (3 * lanes)));
                foreach (var input in inputs)
                {
                    var vector = from + ((long)input.Vector * length) + start;
                    var value = new Vector<float>(input.Value);
                    a = Vector.FusedMultiplyAdd(value, Load(vector), a);
                    b = Vector.FusedMultiplyAdd(value, Load(vector + lanes), b);
                    c = Vector.FusedMultiplyAdd(value, Load(vector + (2 * lanes)), c);
                    d = Vector.FusedMultiplyAdd(value, Load(vector + (3 * lanes)), d);
                    vector += 4 * lanes;
                    e = Vector.FusedMultiplyAdd(value, Load(vector), e);
                    f = Vector.FusedMultiplyAdd(value, Load(vector + lanes), f);
                    g = Vector.FusedMultiplyAdd(value, Load(vector + (2 * lanes)), g);
                    h = Vector.FusedMultiplyAdd(value, Load(vector + (3 * lanes)), h);
                }

                e.Store(sum);
                f.Store(sum + lanes);
                g.Store(sum + (2 * lanes));
                h.Store(sum + (3 * lanes));
                sum -= 4 * lanes;
                a.Store(sum);
                b.Store(sum + lanes);
                c.Store(sum + (2 * lanes));
                d.Store(sum + (3 * lanes));
            }

            foreach (var input in inputs)
                AddScaled(to + start, from + ((long)input.Vector * length) + start, input.Value, length - start);
        }
    }

    /// <summary>Adds a row's sums to the vectors that it gathers, which is the way back of <see cref="Gather"/>.</summary>
    /// <param name="inputs">Which vectors, and how much is added to each.</param>
    /// <param name="sums">The derivatives by the sums of the row.</param>
    /// <param name="vectors">The derivatives by all vectors, one after the other.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scatter(ReadOnlySpan<GatheredInput> inputs, ReadOnlySpan<float> sums, Span<float> vectors)
    {
        Check(inputs, vectors, sums.Length);
        fixed (float* from = sums, to = vectors)
        {
            foreach (var input in inputs)
                AddScaled(to + ((long)input.Vector * sums.Length), from, input.Value, sums.Length);
        }
    }

    /// <summary>Adds a vector times a number to another.</summary>
    public static void AddScaled(Span<float> sum, ReadOnlySpan<float> vector, float factor)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(vector.Length, sum.Length);
        fixed (float* from = vector, to = sum)
            AddScaled(to, from, factor, sum.Length);
    }

    /// <summary>The sum of the products of two vectors' elements.</summary>
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var lefts = MemoryMarshal.Cast<float, Vector<float>>(left);
        var rights = MemoryMarshal.Cast<float, Vector<float>>(right);
        var sums = Vector<float>.Zero;
        for (var i = 0; i < lefts.Length; i++)
            sums = Vector.FusedMultiplyAdd(lefts[i], rights[i], sums);
        var sum = Vector.Sum(sums);
        for (var i = lefts.Length * Vector<float>.Count; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddScaled(float* sum, float* vector, float factor, int length)
    {
        var factors = new Vector<float>(factor);
        var i = 0;
        for (; i + Vector<float>.Count <= length; i += Vector<float>.Count)
            Vector.FusedMultiplyAdd(factors, Load(vector + i), Load(sum + i)).Store(sum + i);
        for (; i < length; i++)
            sum[i] = MathF.FusedMultiplyAdd(factor, vector[i], sum[i]);
    }

    /// <summary>The loops above do not check bounds: this does.</summary>
    private static void Check(ReadOnlySpan<GatheredInput> inputs, ReadOnlySpan<float> vectors, int length)
    {
        var count = length == 0 ? 0 : vectors.Length / length;
        foreach (var input in inputs)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)input.Vector, (uint)count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Load(float* address) => Vector.Load(address);
}
