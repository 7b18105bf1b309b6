namespace MlNetDl.Trainers.Network;

/// <summary>
/// The network as a plan for the CPU: parameters, gradients and activations in one flat buffer, and the members and the rows of a batch
/// split into parts.
/// </summary>
/// <remarks>
/// How many parts there are depends on the shape alone, never on the machine or on a timing: the parts' gradients are added
/// in their order, and so the result is the same however many threads compute them.
/// </remarks>
internal sealed class CpuTrainingPlan : IDisposable
{
    /// <summary>Multiply-adds of a step that are worth a part: below it, handing over costs more than it saves.</summary>
    private const double WorkPerPart = 8e6;

    /// <summary>Rows that are worth a part: with fewer, its products are so narrow that they lose more than a core gains.</summary>
    private const int RowsPerPart = 128;

    private const int MostParts = 4;

    /// <summary>Rows of a part come in whole tiles of a matrix product.</summary>
    private const int RowTile = 8;

    private readonly TensorArena _arena;
    private readonly Memory<float> _parameters;
    private readonly PlanPart[] _parts;
    private readonly int _rowsPerPart;
    private readonly int _memberGroups;

    /// <param name="architecture">The network.</param>
    /// <param name="batchSize">The largest number of rows of a step.</param>
    /// <exception cref="InvalidOperationException">One array cannot hold it all.</exception>
    public CpuTrainingPlan(NetworkArchitecture architecture, int batchSize)
    {
        Architecture = architecture;

        // Forward, and the gradients by weights and by inputs: three products.
        var work = 3 * architecture.MultiplyAdds * batchSize;
        var parts = Math.Clamp(work / WorkPerPart, 1, MostParts);
        // Members share little, so they are split first.
        _memberGroups = Enumerable.Range(1, (int)parts).Last(groups => architecture.Members % groups == 0);
        var rowParts = (int)Math.Clamp(Math.Min(parts / _memberGroups, batchSize / RowsPerPart), 1, MostParts);
        _rowsPerPart = ((((batchSize + rowParts - 1) / rowParts) + RowTile - 1) / RowTile) * RowTile;
        rowParts = (batchSize + _rowsPerPart - 1) / _rowsPerPart;
        var capacity = Math.Min(_rowsPerPart, batchSize);
        var count = _memberGroups * rowParts;

        ThrowIfTooLarge(architecture, batchSize, count, capacity);
        Layout = new ParameterLayout(architecture);
        _arena = new TensorArena(checked((int)(Layout.StateLength + (count * PlanPart.Size(architecture, Layout, capacity)))));
        _parameters = _arena.Take(Layout.StateLength);
        var members = architecture.Members / _memberGroups;
        _parts = new PlanPart[count];
        for (var p = 0; p < count; p++)
            _parts[p] = new PlanPart(architecture, Layout, _arena, _parameters, (p % _memberGroups * members, members), capacity);
    }

    public NetworkArchitecture Architecture { get; }

    public ParameterLayout Layout { get; }

    /// <summary>The flat vector of the parameters, statistics included.</summary>
    public Span<float> Parameters => _parameters.Span;

    /// <summary>The parts of a step.</summary>
    public IReadOnlyList<PlanPart> Parts => _parts;

    /// <summary>The rows of a batch of this size that go to a part.</summary>
    public (int First, int Count) Rows(int part, int batchRows)
    {
        var first = Math.Min(part / _memberGroups * _rowsPerPart, batchRows);
        return (first, Math.Min(_rowsPerPart, batchRows - first));
    }

    /// <summary>Gets ready for steps of so many rows.</summary>
    public void Prepare(int batchRows)
    {
        for (var p = 0; p < _parts.Length; p++)
            _parts[p].Prepare(Rows(p, batchRows).Count);
    }

    public void Dispose() => _arena.Dispose();

    private static void ThrowIfTooLarge(NetworkArchitecture architecture, int batchSize, int parts, int capacity)
    {
        var units = architecture.Layers.Sum(layer => (double)layer.Units);
        var floats = ((parts + 1) * (architecture.WeightCount + units)) +
            ((double)parts * capacity * (architecture.Columns.Dense.Length + (4 * units))) +
            (2.0 * parts * architecture.Columns.Gathered * architecture.Layers[0].Units);
        // A twentieth is left for padding.
        var most = Array.MaxLength * 0.95;
        if (floats > most)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"A network of {architecture} with batches of {batchSize} rows takes {floats:0} numbers to train; at most {most:0} are ") +
                "possible. Set smaller HiddenLayers or a smaller BatchSize, use fewer features, or a label key with fewer values.");
        }
    }
}
