namespace MlNetDl.Trainers.Data;

/// <summary>The rows a network learns from: encoded features in blocks, and a target a row.</summary>
/// <remarks>Blocks, so that reading needs no row count beforehand, copies nothing, and is not bound by an array's length.</remarks>
internal sealed class TrainingSet
{
    private readonly List<float[]> _blocks = [];
    private readonly List<float> _targets = [];

    /// <param name="slots">The length of the feature vector.</param>
    public TrainingSet(int slots)
    {
        Slots = slots;
        const int BlockFloats = 1 << 20;
        RowsPerBlock = Math.Max(1, BlockFloats / slots);
    }

    /// <summary>The length of the feature vector.</summary>
    public int Slots { get; }

    /// <summary>The number of rows.</summary>
    public int Rows => _targets.Count;

    /// <summary>The targets in the order of the rows.</summary>
    public IReadOnlyList<float> Targets => _targets;

    private int RowsPerBlock { get; }

    /// <summary>Appends a row and gives its features, all zero, to be filled in.</summary>
    public Span<float> Add(float target)
    {
        var (block, row) = Math.DivRem(Rows, RowsPerBlock);
        if (block == _blocks.Count)
            _blocks.Add(new float[RowsPerBlock * Slots]);
        _targets.Add(target);
        return _blocks[block].AsSpan(row * Slots, Slots);
    }

    /// <summary>The features of a row.</summary>
    public Span<float> Features(int row)
    {
        var (block, place) = Math.DivRem(row, RowsPerBlock);
        return _blocks[block].AsSpan(place * Slots, Slots);
    }
}
