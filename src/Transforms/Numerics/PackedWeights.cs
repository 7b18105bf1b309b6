using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlNetDl.Transforms.Numerics;

/// <summary>
/// A layer's weights laid out for the processor, panels of two vectors of outputs, in each panel input after input; for the
/// product y += W x.
/// </summary>
/// <remarks>
/// Each output is one chain of fused multiply-adds that starts from what is there and goes through the inputs in order. Leaving
/// out an input that is 0 changes nothing but, at most, the sign of a zero; the end takes that sign away. So a row's result has
/// the same bits alone and in any batch, whether or not zeros are left out.
/// </remarks>
internal sealed unsafe class PackedWeights
{
    private const int TileRows = 6; // 12 accumulators, two weights and one input fit the 16 registers of AVX2.
    private const int ListRows = 8, ListLength = 256;

    /// <summary>Rows with fewer inputs that are not 0 than one in so many are faster one by one, without the zeros: measured.</summary>
    private const int SparseRatio = 3;

    private static readonly int _panelWidth = 2 * Vector<float>.Count;

    private readonly float[] _panels;
    private readonly int _inputs;
    private readonly int _panelCount;
    private readonly int _keptBit;

    /// <param name="weights">The weights, [outputs, inputs], row after row.</param>
    /// <param name="inputs">The number of inputs.</param>
    public PackedWeights(ReadOnlySpan<float> weights, int inputs)
    {
        var outputs = weights.Length / inputs;
        _inputs = inputs;
        _panelCount = (outputs + _panelWidth - 1) / _panelWidth;
        _panels = new float[_panelCount * _panelWidth * _inputs];
        for (var output = 0; output < outputs; output++)
        {
            var (panel, lane) = Math.DivRem(output, _panelWidth);
            for (var input = 0; input < _inputs; input++)
                _panels[Start(panel) + (input * Step(panel)) + lane] = weights[(output * _inputs) + input];
        }

        // Zero times infinity is not 0: a bit more makes no input 0.
        _keptBit = weights.ContainsAnyExceptInRange(float.MinValue, float.MaxValue) ? 1 : 0;
    }

    /// <summary>The distance between two rows of outputs: their number, padded to whole panels.</summary>
    public static int Stride(int outputs) => Alignment.RoundUp((outputs + _panelWidth - 1) / _panelWidth * _panelWidth);

    /// <summary>Computes y += W x for so many rows.</summary>
    /// <param name="x">The inputs, a row every <paramref name="stride"/> floats.</param>
    /// <param name="stride">The distance between two rows of inputs.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="y">The outputs, a row every <paramref name="outputStride"/> floats, padded to whole panels.</param>
    /// <param name="outputStride">The distance between two rows of outputs.</param>
    public void Add(ReadOnlySpan<float> x, int stride, int rows, Span<float> y, int outputStride)
    {
        if (rows == 0)
            return;
        // The kernels below do not check bounds: this is the one place that does.
        ArgumentOutOfRangeException.ThrowIfLessThan(x.Length, ((rows - 1) * stride) + _inputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, ((rows - 1) * outputStride) + (_panelCount * _panelWidth));
        fixed (float* inputs = x, outputs = y, panels = _panels)
        {
            if (rows > 1 && !IsSparse(x, stride, rows))
            {
                AddTiles(inputs, stride, rows, outputs, outputStride, panels);
                return;
            }

            for (var row = 0; row < rows; row += ListRows)
            {
                var count = Math.Min(ListRows, rows - row);
                AddLists(inputs + (row * stride), stride, count, outputs + (row * outputStride), outputStride, panels);
            }
        }
    }

    /// <summary>Computes y += W x for one row with few inputs that are not 0.</summary>
    /// <param name="inputs">Which inputs, in any order: the sums take theirs.</param>
    /// <param name="values">Their values.</param>
    /// <param name="y">The outputs, padded to whole panels.</param>
    public void Add(ReadOnlySpan<int> inputs, ReadOnlySpan<float> values, Span<float> y)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Length, inputs.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, _panelCount * _panelWidth);
        foreach (var input in inputs)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)input, (uint)_inputs, nameof(inputs));
        fixed (int* list = inputs)
        fixed (float* factors = values, outputs = y, panels = _panels)
        {
            var count = inputs.Length;
            Add(list, factors, &count, 1, outputs, 0, panels);
        }
    }

    /// <summary>How far apart a panel's inputs are: four panels lie side by side, as long as there are four.</summary>
    private int Step(int panel) => panel < _panelCount / 4 * 4 ? 4 * _panelWidth : _panelWidth;

    /// <summary>Where a panel's first input is.</summary>
    private int Start(int panel) => panel < _panelCount / 4 * 4
        ? (panel / 4 * 4 * _inputs * _panelWidth) + (panel % 4 * _panelWidth)
        : panel * _inputs * _panelWidth;

    private bool IsSparse(ReadOnlySpan<float> x, int stride, int rows)
    {
        if (_keptBit != 0)
            return false;
        var zeros = 0;
        for (var row = 0; row < rows; row++)
            zeros += MemoryMarshal.Cast<float, int>(x.Slice(row * stride, _inputs)).Count(0);
        return (long)((rows * _inputs) - zeros) * SparseRatio < rows * _inputs;
    }

    private void AddTiles(float* x, int stride, int rows, float* y, int outputStride, float* panels)
    {
        for (var panel = 0; panel < _panelCount; panel++)
        {
            var weights = panels + Start(panel);
            var step = Step(panel);
            var output = y + (panel * _panelWidth);
            var row = 0;
            for (; row + TileRows <= rows; row += TileRows)
                Tile<Rows6>(x + (row * stride), stride, weights, step, output + (row * outputStride), outputStride);
            switch (rows - row)
            {
                case 1: Tile<Rows1>(x + (row * stride), stride, weights, step, output + (row * outputStride), outputStride); break;
                case 2: Tile<Rows2>(x + (row * stride), stride, weights, step, output + (row * outputStride), outputStride); break;
                case 3: Tile<Rows3>(x + (row * stride), stride, weights, step, output + (row * outputStride), outputStride); break;
                case 4: Tile<Rows4>(x + (row * stride), stride, weights, step, output + (row * outputStride), outputStride); break;
                case 5: Tile<Rows5>(x + (row * stride), stride, weights, step, output + (row * outputStride), outputStride); break;
            }
        }
    }

    /// <summary>A few rows: of each its inputs that are not 0, some at a time.</summary>
    [SkipLocalsInit]
    private void AddLists(float* x, int stride, int rows, float* y, int outputStride, float* panels)
    {
        var lists = stackalloc int[ListRows * ListLength];
        var values = stackalloc float[ListRows * ListLength];
        var counts = stackalloc int[ListRows];
        for (var start = 0; start < _inputs; start += ListLength)
        {
            var end = Math.Min(start + ListLength, _inputs);
            for (var row = 0; row < rows; row++)
                counts[row] = List(x + (row * stride), start, end, lists + (row * ListLength), values + (row * ListLength));
            Add(lists, values, counts, rows, y, outputStride, panels);
        }
    }

    private int List(float* x, int start, int end, int* list, float* values)
    {
        var count = 0;
        for (var input = start; input < end; input++)
        {
            // No branch, for which inputs are 0 cannot be foretold: all bits but the sign, less one, are negative for 0 alone.
            var bits = (BitConverter.SingleToInt32Bits(x[input]) & int.MaxValue) | _keptBit;
            list[count] = input;
            values[count] = x[input];
            count += 1 - (int)((uint)(bits - 1) >> 31);
        }

        return count;
    }

    /// <summary>
    /// Rows by lists of inputs. One row by one panel has only two chains, and waits for each addition: four panels side by side keep the
    /// adders busy. They stay in the cache for the next row.
    /// </summary>
    private void Add(int* lists, float* values, int* counts, int rows, float* y, int outputStride, float* panels)
    {
        for (var panel = 0; panel < _panelCount;)
        {
            var isFour = panel + 4 <= _panelCount;
            for (var row = 0; row < rows; row++)
            {
                var list = lists + (row * ListLength);
                var factors = values + (row * ListLength);
                var output = y + (row * outputStride) + (panel * _panelWidth);
                if (isFour)
                    FourPanels(list, factors, counts[row], panels + Start(panel), output);
                else
                    OnePanel(list, factors, counts[row], panels + Start(panel), output);
            }

            panel += isFour ? 4 : 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourPanels(int* list, float* values, int count, float* weights, float* y)
    {
        var n = Vector<float>.Count;
        Vector<float> a0 = Load(y), a1 = Load(y + n), b0 = Load(y + (2 * n)), b1 = Load(y + (3 * n));
        Vector<float> c0 = Load(y + (4 * n)), c1 = Load(y + (5 * n)), d0 = Load(y + (6 * n)), d1 = Load(y + (7 * n));
        for (var i = 0; i < count; i++)
        {
            var input = new Vector<float>(values[i]);
            var w = weights + ((nint)list[i] * 8 * n);
            a0 = MultiplyAdd(input, Load(w), a0);
            a1 = MultiplyAdd(input, Load(w + n), a1);
            b0 = MultiplyAdd(input, Load(w + (2 * n)), b0);
            b1 = MultiplyAdd(input, Load(w + (3 * n)), b1);
            c0 = MultiplyAdd(input, Load(w + (4 * n)), c0);
            c1 = MultiplyAdd(input, Load(w + (5 * n)), c1);
            d0 = MultiplyAdd(input, Load(w + (6 * n)), d0);
            d1 = MultiplyAdd(input, Load(w + (7 * n)), d1);
        }

        StoreRow(y, a0, a1);
        StoreRow(y + (2 * n), b0, b1);
        StoreRow(y + (4 * n), c0, c1);
        StoreRow(y + (6 * n), d0, d1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OnePanel(int* list, float* values, int count, float* weights, float* y)
    {
        var n = Vector<float>.Count;
        Vector<float> low = Load(y), high = Load(y + n);
        for (var i = 0; i < count; i++)
        {
            var input = new Vector<float>(values[i]);
            var w = weights + ((nint)list[i] * 2 * n);
            low = MultiplyAdd(input, Load(w), low);
            high = MultiplyAdd(input, Load(w + n), high);
        }

        StoreRow(y, low, high);
    }

    /// <summary>So many rows by one panel; the compiler drops the rows above the height, which it knows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Tile<THeight>(float* x, int stride, float* weights, int weightStep, float* y, int step) where THeight : struct, IHeight
    {
        var n = Vector<float>.Count;
        Vector<float> a0 = Load(y), a1 = Load(y + n), b0 = a0, b1 = a1, c0 = a0, c1 = a1;
        Vector<float> d0 = a0, d1 = a1, e0 = a0, e1 = a1, f0 = a0, f1 = a1;
        if (THeight.Rows > 1) LoadRow(y + step, ref b0, ref b1);
        if (THeight.Rows > 2) LoadRow(y + (2 * step), ref c0, ref c1);
        if (THeight.Rows > 3) LoadRow(y + (3 * step), ref d0, ref d1);
        if (THeight.Rows > 4) LoadRow(y + (4 * step), ref e0, ref e1);
        if (THeight.Rows > 5) LoadRow(y + (5 * step), ref f0, ref f1);
        for (var k = 0; k < _inputs; k++, x++, weights += weightStep)
        {
            Vector<float> w0 = Load(weights), w1 = Load(weights + n);
            Row(x, w0, w1, ref a0, ref a1);
            if (THeight.Rows > 1) Row(x + stride, w0, w1, ref b0, ref b1);
            if (THeight.Rows > 2) Row(x + (2 * stride), w0, w1, ref c0, ref c1);
            if (THeight.Rows > 3) Row(x + (3 * stride), w0, w1, ref d0, ref d1);
            if (THeight.Rows > 4) Row(x + (4 * stride), w0, w1, ref e0, ref e1);
            if (THeight.Rows > 5) Row(x + (5 * stride), w0, w1, ref f0, ref f1);
        }

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
    private static void LoadRow(float* y, ref Vector<float> sum0, ref Vector<float> sum1)
    {
        sum0 = Load(y);
        sum1 = Load(y + Vector<float>.Count);
    }

    // Adding 0 makes -0 to 0 and changes nothing else.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow(float* y, Vector<float> sum0, Vector<float> sum1)
    {
        Store(sum0 + Vector<float>.Zero, y);
        Store(sum1 + Vector<float>.Zero, y + Vector<float>.Count);
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
