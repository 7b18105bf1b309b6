using System.Numerics;
using System.Runtime.InteropServices;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Network;

namespace MlNetDl.Trainers.Training;

/// <summary>
/// One step of training: the parts of the plan run forward and backward on the crew, their gradients are added up, and the
/// optimizer moves the parameters.
/// </summary>
internal sealed class TrainingStep
{
    private readonly CpuTrainingPlan _plan;
    private readonly WorkCrew _crew;
    private readonly Optimizer _optimizer;
    private readonly ILoss _loss;
    private readonly TrainingSet _data;
    private readonly float[][] _targets;
    private readonly double[] _losses;
    private readonly uint[] _dropoutKeys;
    private readonly Action<int> _runPart;
    private readonly Action<int> _update;
    private ReadOnlyMemory<int> _rows;

    public TrainingStep(CpuTrainingPlan plan, WorkCrew crew, Optimizer optimizer, ILoss loss, TrainingSet data)
    {
        _plan = plan;
        _crew = crew;
        _optimizer = optimizer;
        _loss = loss;
        _data = data;
        _targets = [.. plan.Parts.Select((_, p) => new float[plan.Rows(p, int.MaxValue).Count])];
        _losses = new double[plan.Parts.Count];
        _dropoutKeys = new uint[plan.Architecture.Layers.Length];
        _runPart = RunPart;
        _update = Update;
    }

    /// <summary>Learns from these rows.</summary>
    /// <returns>The sum of the rows' losses, before the step.</returns>
    public double Run(ReadOnlyMemory<int> rows, float learningRate, Random random)
    {
        _rows = rows;
        for (var l = 0; l < _dropoutKeys.Length; l++)
        {
            if (_plan.Architecture.Layers[l].Dropout > 0)
                _dropoutKeys[l] = (uint)random.NextInt64(1L << 32);
        }

        _crew.Run(_plan.Parts.Count, _runPart);
        _optimizer.BeginStep(learningRate);
        _crew.Run(_plan.Parts.Count, _update);
        return _losses.Sum();
    }

    private void RunPart(int index)
    {
        var part = _plan.Parts[index];
        var (first, count) = _plan.Rows(index, _rows.Length);
        var rows = _rows.Span.Slice(first, count);
        var targets = _targets[index].AsSpan(0, count);
        var slots = _data.Slots;
        for (var r = 0; r < rows.Length; r++)
        {
            _data.Features(rows[r]).CopyTo(part.Inputs[(r * slots)..]);
            targets[r] = _data.Targets[rows[r]];
        }

        _losses[index] = part.Run(targets, _loss, _rows.Length, first, _dropoutKeys);
    }

    /// <summary>Adds up a share of the gradient and moves the same share of the parameters.</summary>
    private void Update(int share)
    {
        // In blocks that stay in the cache between the sum and the step.
        const int Block = 4096;
        var length = _plan.Layout.Length;
        var shares = _plan.Parts.Count;
        var shareLength = (((length / shares) + Block) / Block) * Block;
        var end = Math.Min(length, (share + 1) * shareLength);
        var gradient = _plan.Parts[0].Gradient;
        for (var start = share * shareLength; start < end; start += Block)
        {
            var size = Math.Min(Block, end - start);
            for (var p = 1; p < shares; p++)
                Add(gradient.Slice(start, size), _plan.Parts[p].Gradient.Slice(start, size));
            _optimizer.Step(_plan.Parameters, gradient, start, size);
        }
    }

    private static void Add(Span<float> sum, ReadOnlySpan<float> addend)
    {
        var sums = MemoryMarshal.Cast<float, Vector<float>>(sum);
        var addends = MemoryMarshal.Cast<float, Vector<float>>(addend);
        for (var i = 0; i < sums.Length; i++)
            sums[i] += addends[i];
    }
}
