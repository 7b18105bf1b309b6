using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDl.Transforms.Numerics;

/// <summary>
/// A layer's affine map y = W x + b with the weights laid out for the processor: panels of two vectors of outputs, in
/// each panel input after input.
/// </summary>
/// <remarks>
/// Each output is one chain of fused multiply-adds that starts from its bias and goes through the inputs in order. That is
/// why a row's result has the same bits alone and in any batch.
/// </remarks>
internal sealed unsafe class PackedLayer
{
    private const int TileRows = 6; // 12 accumulators, two weights and one input fit the 16 registers of AVX2.
    private static readonly int _panelWidth = 2 * Vector<float>.Count;

    private readonly float[] _panels;
    private readonly float[] _bias;
    private readonly int _inputs;
    private readonly int _panelCount;

    /// <param name="weights">The weights, [outputs, inputs], row after row.</param>
    /// <param name="bias">The biases, one an output.</param>
    public PackedLayer(ReadOnlySpan<float> weights, ReadOnlySpan<float> bias)
    {
        _inputs = weights.Length / bias.Length;
        _panelCount = (bias.Length + _panelWidth - 1) / _panelWidth;
        _panels = new float[_panelCount * _panelWidth * _inputs];
        _bias = new float[_panelCount * _panelWidth];
        bias.CopyTo(_bias);
        for (var output = 0; output < bias.Length; output++)
        {
            var (panel, lane) = Math.DivRem(output, _panelWidth);
            for (var input = 0; input < _inputs; input++)
                _panels[(((panel * _inputs) + input) * _panelWidth) + lane] = weights[(output * _inputs) + input];
        }
    }

    /// <summary>The distance between two rows of outputs: the number of outputs, padded to whole panels.</summary>
    public int OutputStride => Alignment.RoundUp(_panelCount * _panelWidth);

    /// <summary>Computes y = W x + b for so many rows.</summary>
    /// <param name="x">The inputs, a row every <paramref name="stride"/> floats.</param>
    /// <param name="stride">The distance between two rows of inputs.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="y">The outputs, a row every <see cref="OutputStride"/> floats.</param>
    public void Apply(ReadOnlySpan<float> x, int stride, int rows, Span<float> y)
    {
        if (rows == 0)
            return;
        // The kernels below do not check bounds: this is the one place that does.
        ArgumentOutOfRangeException.ThrowIfLessThan(x.Length, ((rows - 1) * stride) + _inputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, rows * OutputStride);
        fixed (float* inputs = x, outputs = y, panels = _panels, bias = _bias)
        {
            if (rows == 1)
                ApplyToRow(inputs, outputs, panels, bias);
            else
                ApplyToRows(inputs, stride, rows, outputs, panels, bias);
        }
    }

    private void ApplyToRows(float* x, int stride, int rows, float* y, float* panels, float* bias)
    {
        for (var panel = 0; panel < _panelCount; panel++)
        {
            var weights = panels + (panel * _inputs * _panelWidth);
            var b = bias + (panel * _panelWidth);
            var output = y + (panel * _panelWidth);
            var row = 0;
            for (; row + TileRows <= rows; row += TileRows)
                Tile<Rows6>(x + (row * stride), stride, weights, b, output + (row * OutputStride));
            switch (rows - row)
            {
                case 1: Tile<Rows1>(x + (row * stride), stride, weights, b, output + (row * OutputStride)); break;
                case 2: Tile<Rows2>(x + (row * stride), stride, weights, b, output + (row * OutputStride)); break;
                case 3: Tile<Rows3>(x + (row * stride), stride, weights, b, output + (row * OutputStride)); break;
                case 4: Tile<Rows4>(x + (row * stride), stride, weights, b, output + (row * OutputStride)); break;
                case 5: Tile<Rows5>(x + (row * stride), stride, weights, b, output + (row * OutputStride)); break;
            }
        }
    }

    /// <summary>
    /// One row by one panel has only two chains, and waits for each addition; four panels side by side keep the adders busy.
    /// </summary>
    private void ApplyToRow(float* x, float* y, float* panels, float* bias)
    {
        var size = _inputs * _panelWidth;
        var panel = 0;
        for (; panel + 4 <= _panelCount; panel += 4)
            FourPanels(x, panels + (panel * size), size, bias + (panel * _panelWidth), y + (panel * _panelWidth));
        for (; panel < _panelCount; panel++)
            Tile<Rows1>(x, 0, panels + (panel * size), bias + (panel * _panelWidth), y + (panel * _panelWidth));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FourPanels(float* x, float* weights, int size, float* bias, float* y)
    {
        var n = Vector<float>.Count;
        Vector<float> a0 = Load(bias), a1 = Load(bias + n), b0 = Load(bias + (2 * n)), b1 = Load(bias + (3 * n));
        Vector<float> c0 = Load(bias + (4 * n)), c1 = Load(bias + (5 * n)), d0 = Load(bias + (6 * n)), d1 = Load(bias + (7 * n));
        float* a = weights, b = weights + size, c = b + size, d = c + size;
        for (var k = 0; k < _inputs; k++)
        {
            var input = new Vector<float>(x[k]);
            a0 = MultiplyAdd(input, Load(a), a0);
            a1 = MultiplyAdd(input, Load(a + n), a1);
            b0 = MultiplyAdd(input, Load(b), b0);
            b1 = MultiplyAdd(input, Load(b + n), b1);
            c0 = MultiplyAdd(input, Load(c), c0);
            c1 = MultiplyAdd(input, Load(c + n), c1);
            d0 = MultiplyAdd(input, Load(d), d0);
            d1 = MultiplyAdd(input, Load(d + n), d1);
            a += 2 * n;
            b += 2 * n;
            c += 2 * n;
            d += 2 * n;
        }

        Store(a0, y);
        Store(a1, y + n);
        Store(b0, y + (2 * n));
        Store(b1, y + (3 * n));
        Store(c0, y + (4 * n));
        Store(c1, y + (5 * n));
        Store(d0, y + (6 * n));
        Store(d1, y + (7 * n));
    }

    /// <summary>So many rows by one panel; the compiler drops the rows above the height, which it knows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Tile<THeight>(float* x, int stride, float* weights, float* bias, float* y) where THeight : struct, IHeight
    {
        var n = Vector<float>.Count;
        Vector<float> low = Load(bias), high = Load(bias + n);
        Vector<float> a0 = low, a1 = high, b0 = low, b1 = high, c0 = low, c1 = high;
        Vector<float> d0 = low, d1 = high, e0 = low, e1 = high, f0 = low, f1 = high;
        for (var k = 0; k < _inputs; k++, x++, weights += 2 * n)
        {
            Vector<float> w0 = Load(weights), w1 = Load(weights + n);
            Row(x, w0, w1, ref a0, ref a1);
            if (THeight.Rows > 1) Row(x + stride, w0, w1, ref b0, ref b1);
            if (THeight.Rows > 2) Row(x + (2 * stride), w0, w1, ref c0, ref c1);
            if (THeight.Rows > 3) Row(x + (3 * stride), w0, w1, ref d0, ref d1);
            if (THeight.Rows > 4) Row(x + (4 * stride), w0, w1, ref e0, ref e1);
            if (THeight.Rows > 5) Row(x + (5 * stride), w0, w1, ref f0, ref f1);
        }

        var step = OutputStride;
        StoreRow(y, a0, a1);
        if (THeight.Rows > 1) StoreRow(y + step, b0, b1);
        if (THeight.Rows > 2) StoreRow(y + (2 * step), c0, c1);
        if (THeight.Rows > 3) StoreRow(y + (3 * step), d0, d1);
        if (THeight.Rows > 4) StoreRow(y + (4 * step), e0, e1);
        if (THeight.Rows > 5) StoreRow(y + (5 * step), f0, f1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(float* x, Vector<float> w0, Vector<float> w1, ref Vector<float> sum0, ref Vector<float> sum1)
    {
        var input = new Vector<float>(*x);
        sum0 = MultiplyAdd(input, w0, sum0);
        sum1 = MultiplyAdd(input, w1, sum1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow(float* y, Vector<float> sum0, Vector<float> sum1)
    {
        Store(sum0, y);
        Store(sum1, y + Vector<float>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> MultiplyAdd(Vector<float> a, Vector<float> b, Vector<float> sum) =>
        Vector.FusedMultiplyAdd(a, b, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Load(float* address) => Vector.Load(address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector<float> value, float* address) => Vector.Store(value, address);

    private interface IHeight
    {
        static abstract int Rows { get; }
    }

    private readonly struct Rows1 : IHeight { public static int Rows => 1; }

    private readonly struct Rows2 : IHeight { public static int Rows => 2; }

    private readonly struct Rows3 : IHeight { public static int Rows => 3; }

    private readonly struct Rows4 : IHeight { public static int Rows => 4; }

    private readonly struct Rows5 : IHeight { public static int Rows => 5; }

    private readonly struct Rows6 : IHeight { public static int Rows => 6; }
}
