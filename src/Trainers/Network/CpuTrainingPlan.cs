using System.Collections.Concurrent;

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
    private const double WorkPerPart = 4e6;

    /// <summary>Rows that are worth a part: with fewer, its products are so narrow that they lose more than a core gains.</summary>
    private const int RowsPerPart = 128;

    private const int MostParts = 4;

    /// <summary>Rows of a part come in whole tiles of a matrix product.</summary>
    private const int RowTile = 8;

    private readonly TensorArena _arena;
    private readonly Memory<float> _parameters;
    private readonly PlanPart[] _parts;
    private readonly Workspace[] _workspaces;
    private readonly ConcurrentStack<Workspace> _idle;
    private readonly int _rowsPerPart;
    private readonly int _memberGroups;

    /// <param name="architecture">The network.</param>
    /// <param name="batchSize">The largest number of rows of a step.</param>
    /// <param name="mostThreads">How many threads may compute parts at the same time.</param>
    /// <exception cref="InvalidOperationException">One array cannot hold it all.</exception>
    public CpuTrainingPlan(NetworkArchitecture architecture, int batchSize, int mostThreads = int.MaxValue)
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
        // One for each thread that the crew has; but no sum depends on how many there are.
        var workspaces = Math.Min(count, Math.Min(mostThreads, Environment.ProcessorCount));
        _arena = new TensorArena(checked((int)(
            Layout.StateLength + ((long)count * Layout.Length) + (workspaces * Workspace.Size(architecture, capacity)))));
        _parameters = _arena.Take(Layout.StateLength);
        var members = architecture.Members / _memberGroups;
        _parts = new PlanPart[count];
        for (var p = 0; p < count; p++)
            _parts[p] = new PlanPart(architecture, Layout, _arena, _parameters, (p % _memberGroups * members, members));
        _workspaces = new Workspace[workspaces];
        for (var w = 0; w < workspaces; w++)
            _workspaces[w] = new Workspace(architecture, Layout, _arena, _parameters, capacity);
        _idle = new ConcurrentStack<Workspace>(_workspaces);
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
        {
            foreach (var workspace in _workspaces)
                workspace.Prepare(Rows(p, batchRows).Count);
        }
    }

    /// <summary>Runs a part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="batch">Its rows.</param>
    /// <param name="loss">The loss.</param>
    /// <returns>The sum of the rows' losses, see <see cref="PlanPart.Run"/>.</returns>
    public double Run(int part, in PartBatch batch, ILoss loss)
    {
        // There are as many as there are threads; whoever is last to use one gives the warmest.
        if (!_idle.TryPop(out var workspace))
            throw new InvalidOperationException("More parts are computed at a time than there are threads for.");
        var total = _parts[part].Run(batch, loss, workspace);
        _idle.Push(workspace);
        return total;
    }

    public void Dispose() => _arena.Dispose();

    private static void ThrowIfTooLarge(NetworkArchitecture architecture, int batchSize, int parts, int capacity)
    {
        var units = architecture.Layers.Sum(layer => (double)layer.Units);
        var floats = ((parts + 1) * (architecture.WeightCount + units)) +
            ((double)parts * capacity * (architecture.Columns.Dense.Length + (4 * units))) +
            (2.0 * parts * architecture.Layers[0].Units *
                (architecture.Columns.Gathered + (architecture.Members > 1 ? architecture.Columns.Dense.Length : 0)));
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
