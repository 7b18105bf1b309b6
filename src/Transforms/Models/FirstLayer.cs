using System.Runtime.CompilerServices;
using MlNetDl.Transforms.Numerics;

namespace MlNetDl.Transforms.Models;

/// <summary>The input encoding and the affine map behind it.</summary>
/// <remarks>
/// The pieces of a slot add a piecewise linear function of its value, which is known by what it is at the edges, its knots: between two
/// of them it is (1 - f) knot_t + f knot_t+1. So a row adds up two vectors a slot, however many pieces there are.
/// </remarks>
internal sealed class FirstLayer
{
    private const int ListSlots = 64;

    private readonly InputEncoding _encoding;
    private readonly PackedWeights _weights;
    private readonly PackedWeights? _knots;
    private readonly SlotKnots[] _pieces;
    private readonly float[] _bias;

    public FirstLayer(InputEncoding encoding, DenseLayer layer)
    {
        _encoding = encoding;
        _weights = new PackedWeights(SlotWeights(encoding, layer), encoding.Slots);
        (_pieces, var knots) = Knots(encoding, layer);
        _knots = knots.Length == 0 ? null : new PackedWeights(knots, knots.Length / layer.Units);
        OutputStride = PackedWeights.Stride(layer.Units);
        _bias = new float[OutputStride];
        layer.Bias.CopyTo(_bias, 0);
    }

    /// <summary>The distance between two rows of outputs.</summary>
    public int OutputStride { get; }

    /// <summary>Computes the outputs, before any activation.</summary>
    /// <param name="inputs">The raw features; overwritten by their encoding.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="outputs">The outputs, a row every <see cref="OutputStride"/> floats.</param>
    public void Apply(Span<float> inputs, int rows, Span<float> outputs)
    {
        for (var r = 0; r < rows; r++)
        {
            var x = inputs.Slice(r * _encoding.Stride, _encoding.Stride);
            var y = outputs.Slice(r * OutputStride, OutputStride);
            _bias.CopyTo(y);
            AddPieces(x, y);
            _encoding.Apply(x);
        }

        _weights.Add(inputs, _encoding.Stride, rows, outputs, OutputStride);
    }

    [SkipLocalsInit]
    private void AddPieces(ReadOnlySpan<float> x, Span<float> y)
    {
        Span<int> knots = stackalloc int[2 * ListSlots];
        Span<float> shares = stackalloc float[2 * ListSlots];
        for (var start = 0; start < _pieces.Length; start += ListSlots)
        {
            var count = 0;
            foreach (var slot in _pieces.AsSpan(start, Math.Min(ListSlots, _pieces.Length - start)))
            {
                var (knot, fraction) = slot.Locate(x[slot.Slot]);
                (knots[count], shares[count++]) = (knot, 1 - fraction);
                (knots[count], shares[count++]) = (knot + 1, fraction);
            }

            _knots!.Add(knots[..count], shares[..count], y);
        }
    }

    private static float[] SlotWeights(InputEncoding encoding, DenseLayer layer)
    {
        var weights = new float[layer.Units * encoding.Slots];
        for (var unit = 0; unit < layer.Units; unit++)
            layer.Weights.AsSpan(unit * encoding.Columns, encoding.Slots).CopyTo(weights.AsSpan(unit * encoding.Slots));
        return weights;
    }

    /// <summary>
    /// At edge t the columns of the pieces below are 1, the others 0, all minus their means: the sum of the weights below t, less that of
    /// all weights times their means.
    /// </summary>
    private static (SlotKnots[] Pieces, float[] Knots) Knots(InputEncoding encoding, DenseLayer layer)
    {
        var pieces = new List<SlotKnots>();
        var count = 0;
        for (var slot = 0; slot < encoding.Slots; slot++)
        {
            if (encoding.Pieces(slot) is not { } found)
                continue;
            pieces.Add(new SlotKnots(slot, found.Edges, count));
            count += found.Edges.Length;
        }

        var knots = new float[layer.Units * count];
        foreach (var slot in pieces)
        {
            var (_, means, firstColumn) = encoding.Pieces(slot.Slot)!;
            for (var unit = 0; unit < layer.Units; unit++)
            {
                var weights = layer.Weights.AsSpan((unit * encoding.Columns) + firstColumn, means.Length);
                var sum = 0.0;
                for (var t = 0; t < means.Length; t++)
                    sum -= (double)weights[t] * means[t];

                var knot = knots.AsSpan((unit * count) + slot.FirstKnot);
                knot[0] = (float)sum;
                for (var t = 0; t < means.Length; t++)
                    knot[t + 1] = (float)(sum += weights[t]);
            }
        }

        return ([.. pieces], knots);
    }
}
