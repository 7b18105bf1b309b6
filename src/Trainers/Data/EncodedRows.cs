using System.Collections.Immutable;
using MlNetDl.Trainers.Network;
using MlNetDl.Transforms.Models;
using MlNetDl.Transforms.PiecewiseLinear;

namespace MlNetDl.Trainers.Data;

/// <summary>
/// The training rows as a network reads them: encoded once, in a form that costs no more than what is not 0 or constant. Immutable, so that
/// several networks may train on it at once.
/// </summary>
internal sealed class EncodedRows : IInputRows
{
    /// <summary>From this share of zeros on, gathering what is not 0 is faster than a matrix product: measured.</summary>
    private const double SparseShare = 0.8;

    private const int BlockRows = 1 << 12;

    private readonly InputEncoding _encoding;
    private readonly float[][] _dense;
    private readonly GatheredInput[][] _gathered;
    private readonly int[][] _starts;

    /// <summary>Rows that are encoded already, all columns dense.</summary>
    public EncodedRows(TrainingSet rows)
        : this(rows, InputEncoding.Identity(rows.Slots), gather: false)
    {
    }

    /// <param name="rows">The rows, raw.</param>
    /// <param name="encoding">Their encoding.</param>
    /// <param name="gather">Whether columns that are mostly 0 are to be gathered; pieces are always.</param>
    public EncodedRows(TrainingSet rows, InputEncoding encoding, bool gather = true)
    {
        _encoding = encoding;
        (Targets, Weights, IsWeighted) = ([.. rows.Targets], [.. rows.Weights], rows.IsWeighted);
        Columns = ChooseColumns(rows, encoding, gather);
        var blocks = (rows.Rows + BlockRows - 1) / BlockRows;
        (_dense, _gathered, _starts) = (new float[blocks][], new GatheredInput[blocks][], new int[blocks][]);
        for (var block = 0; block < blocks; block++)
            Encode(rows, block);
    }

    /// <summary>What kinds of columns there are.</summary>
    public InputColumns Columns { get; }

    /// <summary>The number of rows.</summary>
    public int Rows => Targets.Length;

    /// <summary>The targets in the order of the rows.</summary>
    public ImmutableArray<float> Targets { get; }

    /// <summary>The weights in the order of the rows.</summary>
    public ImmutableArray<float> Weights { get; }

    /// <summary>Whether any weight is not 1.</summary>
    public bool IsWeighted { get; }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Dense(int row)
    {
        var (block, place) = Math.DivRem(row, BlockRows);
        return _dense[block].AsSpan(place * Columns.Dense.Length, Columns.Dense.Length);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<GatheredInput> Gathered(int row)
    {
        var (block, place) = Math.DivRem(row, BlockRows);
        var starts = _starts[block];
        return _gathered[block].AsSpan(starts[place]..starts[place + 1]);
    }

    /// <summary>Writes all columns of a row, as the encoding has them.</summary>
    public void CopyRow(int row, Span<float> columns)
    {
        columns[..Columns.Slots].Clear();
        var dense = Dense(row);
        for (var i = 0; i < dense.Length; i++)
            columns[Columns.Dense[i]] = dense[i];

        var gathered = Gathered(row);
        foreach (var input in gathered[..^(2 * Columns.Pieces.Length)])
            columns[Columns.Sparse[input.Vector]] = input.Value;
        var (column, knot) = (Columns.Slots, Columns.Sparse.Length);
        for (var p = 0; p < Columns.Pieces.Length; p++)
        {
            // The second of the two knots that the value lies between, and how near to it.
            var upper = gathered[^((2 * (Columns.Pieces.Length - p)) - 1)];
            var piece = upper.Vector - knot - 1;
            var means = Columns.Pieces[p].Means;
            for (var t = 0; t < means.Length; t++)
                columns[column + t] = (t < piece ? 1 : t == piece ? upper.Value : 0) - means[t];
            column += means.Length;
            knot += means.Length + 1;
        }
    }

    private static InputColumns ChooseColumns(TrainingSet rows, InputEncoding encoding, bool gather)
    {
        var zeros = gather ? CountZeros(rows, encoding) : new int[encoding.Slots];
        var most = gather ? rows.Rows * SparseShare : double.PositiveInfinity;
        var slots = Enumerable.Range(0, encoding.Slots);
        return new InputColumns(
            [.. slots.Where(slot => zeros[slot] < most)],
            [.. slots.Where(slot => zeros[slot] >= most)],
            [
                .. slots
                    .Where(slot => encoding.Pieces(slot) is not null)
                    .Select(slot => new PieceColumns(slot, [.. encoding.Pieces(slot)!.Means])),
            ]);
    }

    private static int[] CountZeros(TrainingSet rows, InputEncoding encoding)
    {
        var zeros = new int[encoding.Slots];
        var encoded = new float[encoding.Stride];
        for (var row = 0; row < rows.Rows; row++)
        {
            rows.Features(row).CopyTo(encoded);
            encoding.Apply(encoded);
            for (var slot = 0; slot < zeros.Length; slot++)
                zeros[slot] += encoded[slot] == 0 ? 1 : 0;
        }

        return zeros;
    }

    private void Encode(TrainingSet rows, int block)
    {
        var first = block * BlockRows;
        var count = Math.Min(BlockRows, rows.Rows - first);
        var dense = new float[count * Columns.Dense.Length];
        var gathered = new List<GatheredInput>();
        var starts = new int[count + 1];
        var encoded = new float[_encoding.Stride];
        for (var r = 0; r < count; r++)
        {
            var raw = rows.Features(first + r);
            raw.CopyTo(encoded);
            _encoding.Apply(encoded);
            for (var i = 0; i < Columns.Dense.Length; i++)
                dense[(r * Columns.Dense.Length) + i] = encoded[Columns.Dense[i]];
            for (var i = 0; i < Columns.Sparse.Length; i++)
            {
                if (encoded[Columns.Sparse[i]] is not 0 and var value)
                    gathered.Add(new GatheredInput(i, value));
            }

            var knot = Columns.Sparse.Length;
            foreach (var piece in Columns.Pieces)
            {
                var (place, fraction) = PieceEdges.Locate(_encoding.Pieces(piece.Slot)!.Edges, raw[piece.Slot]);
                gathered.Add(new GatheredInput(knot + place, 1 - fraction));
                gathered.Add(new GatheredInput(knot + place + 1, fraction));
                knot += piece.Count + 1;
            }

            starts[r + 1] = gathered.Count;
        }

        (_dense[block], _gathered[block], _starts[block]) = (dense, [.. gathered], starts);
    }
}
