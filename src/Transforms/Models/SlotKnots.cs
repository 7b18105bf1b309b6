using System.Numerics;
using System.Runtime.InteropServices;

namespace MlNetDl.Transforms.Models;

/// <summary>A slot in pieces, and where its knots are among all.</summary>
internal sealed class SlotKnots
{
    private readonly float[] _edges;
    private readonly Vector<float>[] _inner;

    /// <param name="slot">The slot.</param>
    /// <param name="edges">The edges, ascending, two at least.</param>
    /// <param name="firstKnot">The knot of the first edge.</param>
    public SlotKnots(int slot, float[] edges, int firstKnot)
    {
        (Slot, FirstKnot, _edges) = (slot, firstKnot, edges);
        var inner = edges.AsSpan(1, edges.Length - 2);
        _inner = new Vector<float>[(inner.Length + Vector<float>.Count - 1) / Vector<float>.Count];
        // No value is at or above a NaN.
        var padded = MemoryMarshal.Cast<Vector<float>, float>(_inner.AsSpan());
        padded.Fill(float.NaN);
        inner.CopyTo(padded);
    }

    /// <summary>The slot.</summary>
    public int Slot { get; }

    /// <summary>The knot of the first edge.</summary>
    public int FirstKnot { get; }

    /// <summary>
    /// The knot below a value and the share of the piece that is below it, as
    /// <see cref="PiecewiseLinear.PieceEdges.Locate"/> has them; edges are few, and all compared sooner than searched.
    /// </summary>
    public (int Knot, float Fraction) Locate(float x)
    {
        var value = new Vector<float>(x);
        var below = Vector<int>.Zero;
        foreach (var edges in _inner)
            below -= Vector.GreaterThanOrEqual(value, edges);
        var piece = Vector.Sum(below);
        double low = _edges[piece], high = _edges[piece + 1];
        return (FirstKnot + piece, (float)Math.Clamp((x - low) / (high - low), 0, 1));
    }
}
