using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Network;

namespace MlNetDl.Trainers.Training;

/// <summary>Gradients by the CPU training plan: the batch is gathered part by part, and a crew of threads shares the parts.</summary>
internal sealed class CpuGradientSource : IGradientSource
{
    private readonly CpuTrainingPlan _plan;
    private readonly WorkCrew _crew;
    private readonly float[][] _targets;
    private readonly float[][] _weights;
    private readonly double[] _losses;
    private readonly double[] _partWeights;
    private readonly List<(double Weight, float[] Mean, float[] Variance)> _statistics = [];
    private readonly Action<int> _runPart;
    private EncodedRows _data = null!;
    private ReadOnlyMemory<int> _rows;
    private ILoss _loss = null!;
    private ReadOnlyMemory<uint> _dropoutKeys;

    /// <param name="architecture">The network.</param>
    /// <param name="batchSize">The rows of a batch.</param>
    /// <param name="trainingRows">The rows of an epoch, which decide how many its last batch has.</param>
    /// <param name="mostThreads">How many threads may share the work; how many do changes no bit.</param>
    public CpuGradientSource(NetworkArchitecture architecture, int batchSize, int trainingRows, int mostThreads = int.MaxValue)
    {
        _plan = new CpuTrainingPlan(architecture, batchSize, mostThreads);
        _plan.Prepare(batchSize);
        _plan.Prepare(trainingRows % batchSize);
        _crew = new WorkCrew(Math.Min(_plan.Parts.Count, mostThreads));
        int[] capacities = [.. _plan.Parts.Select((_, p) => _plan.Rows(p, batchSize).Count)];
        _targets = [.. capacities.Select(rows => new float[rows])];
        _weights = [.. capacities.Select(rows => new float[rows])];
        _losses = new double[_plan.Parts.Count];
        _partWeights = new double[_plan.Parts.Count];
        _runPart = RunPart;
    }

    public NetworkArchitecture Architecture => _plan.Architecture;

    public ParameterLayout Layout => _plan.Layout;

    public Span<float> Parameters => _plan.Parameters;

    public int Parts => _plan.Parts.Count;

    public WorkCrew Crew => _crew;

    public Span<float> Gradient(int part) => _plan.Parts[part].Gradient;

    public double Compute(EncodedRows data, ReadOnlyMemory<int> rows, ILoss loss, ReadOnlyMemory<uint> dropoutKeys)
    {
        (_data, _rows, _loss, _dropoutKeys) = (data, rows, loss, dropoutKeys);
        _crew.Run(_plan.Parts.Count, _runPart);
        return _losses.Sum();
    }

    public IReadOnlyList<(double Weight, float[] Mean, float[] Variance)> Statistics(int layer)
    {
        _statistics.Clear();
        for (var p = 0; p < _plan.Parts.Count; p++)
        {
            if (_partWeights[p] > 0)
            {
                var found = _plan.Parts[p].Normalization(layer)!;
                _statistics.Add((_partWeights[p], found.Mean, found.Variance));
            }
        }

        return _statistics;
    }

    public void Dispose()
    {
        _crew.Dispose();
        _plan.Dispose();
    }

    private void RunPart(int index)
    {
        var (first, count) = _plan.Rows(index, _rows.Length);
        var rows = _rows.Span.Slice(first, count);
        var targets = _targets[index].AsSpan(0, count);
        var weights = _data.IsWeighted ? _weights[index].AsSpan(0, count) : [];
        for (var r = 0; r < rows.Length; r++)
            targets[r] = _data.Targets[rows[r]];

        double total = count;
        if (_data.IsWeighted)
        {
            total = 0;
            for (var r = 0; r < rows.Length; r++)
                total += weights[r] = _data.Weights[rows[r]];
        }

        _partWeights[index] = total;
        var batch = new PartBatch
        {
            Data = _data,
            Rows = rows,
            Targets = targets,
            Weights = weights,
            BatchRows = _rows.Length,
            FirstRow = first,
            DropoutKeys = _dropoutKeys.Span,
        };
        _losses[index] = _plan.Run(index, batch, _loss);
    }
}
