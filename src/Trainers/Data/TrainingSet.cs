namespace MlNetDl.Trainers.Data;

/// <summary>The rows a network learns from or is validated on: features in blocks, and a target and a weight a row.</summary>
/// <remarks>Blocks, so that reading needs no row count beforehand, copies nothing, and is not bound by an array's length.</remarks>
internal sealed class TrainingSet
{
    private readonly List<float[]> _blocks = [];
    private readonly List<float> _targets = [];
    private readonly List<float> _weights = [];
    private bool _isWeighted;

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

    /// <summary>The weights in the order of the rows.</summary>
    public IReadOnlyList<float> Weights => _weights;

    /// <summary>Whether any weight is not 1.</summary>
    public bool IsWeighted => _isWeighted;

    private int RowsPerBlock { get; }

    /// <summary>Appends a row and gives its features, all zero, to be filled in.</summary>
    public Span<float> Add(float target, float weight = 1)
    {
        var (block, row) = Math.DivRem(Rows, RowsPerBlock);
        if (block == _blocks.Count)
            _blocks.Add(new float[RowsPerBlock * Slots]);
        _targets.Add(target);
        _weights.Add(weight);
        _isWeighted |= weight != 1;
        return _blocks[block].AsSpan(row * Slots, Slots);
    }

    /// <summary>The features of a row.</summary>
    public Span<float> Features(int row)
    {
        var (block, place) = Math.DivRem(row, RowsPerBlock);
        return _blocks[block].AsSpan(place * Slots, Slots);
    }

    /// <summary>Replaces each target.</summary>
    public void MapTargets(Func<float, float> map)
    {
        for (var row = 0; row < Rows; row++)
            _targets[row] = map(_targets[row]);
    }

    /// <summary>Multiplies each row's weight, and then divides all by their mean.</summary>
    /// <param name="factor">The factor of a row, by its target; above 0. Null, to divide by the mean only.</param>
    public void ScaleWeights(Func<float, double>? factor = null)
    {
        if (!_isWeighted && factor is null)
            return;
        // 0 would mean that the row is not there.
        const double Least = 1e-30;
        double[] weights = [.. _weights.Zip(_targets, (weight, target) => weight * (factor?.Invoke(target) ?? 1))];
        var mean = weights.Sum() / Rows;
        _isWeighted = weights.Any(weight => weight != weights[0]);
        for (var row = 0; row < Rows; row++)
            _weights[row] = _isWeighted ? (float)Math.Max(weights[row] / mean, Least) : 1;
    }

    /// <summary>Takes rows out into a set of their own; in both sets weights are divided by their mean.</summary>
    /// <param name="rows">The rows, ascending.</param>
    public (TrainingSet Left, TrainingSet Taken) Split(IReadOnlyCollection<int> rows)
    {
        var (left, taken) = (new TrainingSet(Slots), new TrainingSet(Slots));
        var take = rows.ToHashSet();
        for (var row = 0; row < Rows; row++)
            Features(row).CopyTo((take.Contains(row) ? taken : left).Add(_targets[row], _weights[row]));
        left.ScaleWeights();
        taken.ScaleWeights();
        return (left, taken);
    }
}
