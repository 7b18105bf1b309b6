using System.Numerics;
using System.Runtime.InteropServices;
using MlNetDl.Transforms.Numerics;

namespace MlNetDl.Transforms.Models;

/// <summary>
/// What a network does to its inputs first, slot by slot: z = (x - offset) * scale, and for numeric slots the smooth clip
/// z / sqrt(1 + (z/3)^2), which is nearly z in the middle and never leaves (-3, 3), so that an outlier cannot take over.
/// Behind these columns, one a slot, come those of slots that are also encoded piecewise linearly, slot by slot.
/// </summary>
/// <remarks>
/// The offset is subtracted before anything else is done: folded into the first layer's bias, a mean of 1e6 with a
/// deviation of 14 would lose all its digits.
/// </remarks>
internal sealed class InputEncoding
{
    /// <summary>Where the clip bends, in standard deviations.</summary>
    public const float ClipAt = 3;

    /// <summary>Beyond it z * z would overflow; the clip has long reached its bound there.</summary>
    public const float Largest = 1e9f;

    private readonly float[] _offset;
    private readonly float[] _scale;
    private readonly float[] _curvature;
    private readonly SlotPieces?[] _pieces;

    /// <param name="offset">What is subtracted from each slot.</param>
    /// <param name="scale">What each slot is then multiplied by; 0 for a slot that never varied in training.</param>
    /// <param name="clip">Whether the slot is clipped smoothly.</param>
    /// <param name="pieces">The edges and the means of a slot's pieces, null for slots without; none, where no slot has any.</param>
    public InputEncoding(
        ReadOnlySpan<float> offset, ReadOnlySpan<float> scale, ReadOnlySpan<bool> clip,
        IReadOnlyList<(float[] Edges, float[] Means)?>? pieces = null)
    {
        Slots = offset.Length;
        Stride = Alignment.RoundUp(Slots);
        _offset = new float[Stride];
        _scale = new float[Stride];
        _curvature = new float[Stride];
        offset.CopyTo(_offset);
        scale.CopyTo(_scale);
        for (var i = 0; i < Slots; i++)
            _curvature[i] = clip[i] ? 1 / ClipAt : 0;

        Columns = Slots;
        _pieces = new SlotPieces?[pieces is null ? 0 : Slots];
        for (var i = 0; i < _pieces.Length; i++)
        {
            if (pieces![i] is not var (edges, means))
                continue;
            _pieces[i] = new SlotPieces(edges, means, Columns);
            Columns += means.Length;
        }
    }

    /// <summary>The encoding that leaves every slot as it is.</summary>
    public static InputEncoding Identity(int slots)
    {
        var ones = new float[slots];
        Array.Fill(ones, 1);
        return new InputEncoding(new float[slots], ones, new bool[slots]);
    }

    /// <summary>The number of slots.</summary>
    public int Slots { get; }

    /// <summary>The number of encoded columns: one a slot, and the pieces.</summary>
    public int Columns { get; }

    /// <summary>The distance between two rows: the number of slots, padded.</summary>
    public int Stride { get; }

    /// <summary>What is subtracted from each slot.</summary>
    public ReadOnlySpan<float> Offset => _offset.AsSpan(0, Slots);

    /// <summary>What each slot is then multiplied by.</summary>
    public ReadOnlySpan<float> Scale => _scale.AsSpan(0, Slots);

    /// <summary>Whether a slot is clipped smoothly.</summary>
    public bool IsClipped(int slot) => _curvature[slot] != 0;

    /// <summary>Whether any slot has piecewise-linear columns.</summary>
    public bool HasPieces => Columns > Slots;

    /// <summary>The number of numeric slots, those that are clipped smoothly.</summary>
    public int NumericSlots => Enumerable.Range(0, Slots).Count(IsClipped);

    /// <summary>The piecewise-linear columns of a slot, if it has any.</summary>
    public SlotPieces? Pieces(int slot) => _pieces.Length == 0 ? null : _pieces[slot];

    /// <summary>Encodes the first column of each slot, in place; the row is padded.</summary>
    public void Apply(Span<float> row)
    {
        var values = MemoryMarshal.Cast<float, Vector<float>>(row[..Stride]);
        var offset = MemoryMarshal.Cast<float, Vector<float>>(_offset);
        var scale = MemoryMarshal.Cast<float, Vector<float>>(_scale);
        var curvature = MemoryMarshal.Cast<float, Vector<float>>(_curvature);
        var limit = new Vector<float>(Largest);
        var greatest = new Vector<float>(float.MaxValue);
        for (var i = 0; i < values.Length; i++)
        {
            // Finite first: infinity times a scale of 0 would not be 0.
            var z = Vector.Max(Vector.Min(values[i] - offset[i], greatest), -greatest) * scale[i];
            z = Vector.Max(Vector.Min(z, limit), -limit);
            var bend = z * curvature[i];
            values[i] = z / Vector.SquareRoot(Vector<float>.One + (bend * bend));
        }
    }
}
