using System.Collections.Immutable;

namespace MlNetDl.Trainers.Network;

/// <summary>
/// What kinds of inputs a network has: columns that are multiplied as a matrix, columns that are mostly 0 and so are gathered, and columns
/// that are pieces of one feature, of which all but one are constant.
/// </summary>
/// <remarks>
/// In the first layer the weights of the dense columns come first, then those of the sparse ones, then those of the pieces, feature by
/// feature; columns are numbered as the encoding has them, where pieces come last too.
/// </remarks>
/// <param name="Dense">The dense columns, ascending.</param>
/// <param name="Sparse">The sparse columns, ascending.</param>
/// <param name="Pieces">The features in pieces, in the order of their columns.</param>
internal sealed record InputColumns(ImmutableArray<int> Dense, ImmutableArray<int> Sparse, ImmutableArray<PieceColumns> Pieces)
{
    /// <summary>The number of features; each has one dense or sparse column.</summary>
    public int Slots => Dense.Length + Sparse.Length;

    /// <summary>The number of columns.</summary>
    public int Count { get; } = Dense.Length + Sparse.Length + Pieces.Sum(piece => piece.Count);

    /// <summary>
    /// The number of vectors that rows gather from: the weights of each sparse column, and for each feature in pieces its running sums of
    /// weights, one more than it has pieces.
    /// </summary>
    public int Gathered { get; } = Sparse.Length + Pieces.Sum(piece => piece.Count + 1);

    /// <summary>The feature of each column, in the order in which the first layer has them.</summary>
    public IEnumerable<long> SlotsInOrder() =>
    [
        .. Dense.Select(slot => (long)slot),
        .. Sparse.Select(slot => (long)slot),
        .. Pieces.SelectMany(piece => Enumerable.Repeat((long)piece.Slot, piece.Count)),
    ];

    /// <summary>Columns that are all dense.</summary>
    public static InputColumns AllDense(int count) => new([.. Enumerable.Range(0, count)], [], []);

    /// <summary>The columns in the order in which the first layer has them.</summary>
    public IEnumerable<int> InOrder() => [.. Dense, .. Sparse, .. Enumerable.Range(Slots, Count - Slots)];
}

/// <summary>The columns of a feature in pieces.</summary>
/// <param name="Slot">The feature.</param>
/// <param name="Means">The mean of each column, which is subtracted from it.</param>
internal sealed record PieceColumns(int Slot, ImmutableArray<float> Means)
{
    /// <summary>The number of columns.</summary>
    public int Count => Means.Length;
}
