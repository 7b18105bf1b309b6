using System.Runtime.InteropServices;
using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Training;
using MlNetDl.Transforms.History;

namespace MlNetDl.Trainers.Regularization;

/// <summary>All that a search has come to so far: the level that is running, and the best of those that have ended.</summary>
internal sealed class SearchState : ICheckpointed, IDisposable
{
    private readonly SearchTask _task;
    private readonly IReadOnlyList<int[]> _folds;
    private readonly Validation _outOfFold;
    private readonly bool _largerIsBetter;

    public SearchState(SearchTask task)
    {
        _task = task;
        _folds = FoldSplit.Take(task.Rows.Targets, task.Strata, task.Settings.Seed);
        _outOfFold = new Validation(
            task.Rows, task.Encoding, task.Loss, task.Measure, task.MetricWeights, [.. _folds.SelectMany(rows => rows)]);
        _largerIsBetter = task.Settings.ValidationMetric != ValidationMetric.Loss && task.Measure.LargerIsBetter;
    }

    /// <summary>The number of folds.</summary>
    public int Folds => _folds.Count;

    /// <summary>The levels that have ended.</summary>
    public List<RegularizationLevel> Levels { get; } = [];

    /// <summary>The best of them; null while all have diverged.</summary>
    public BestLevel? Best { get; private set; }

    /// <summary>The level that is running; null between two.</summary>
    public LevelRun? Current { get; private set; }

    /// <summary>Whether there are networks to make a model of.</summary>
    public bool HasModel => Best is not null || Current is { DivergedIn: null, BestEpoch: > 0 };

    public long Floats => (Current?.Floats ?? 0) + (Best?.Parameters.Sum(parameters => parameters.LongLength) ?? 0);

    /// <summary>Begins the next level, unless one is running.</summary>
    public LevelRun Start() => Current ??= new LevelRun(_task, _task.Levels[Levels.Count], _folds, _outOfFold);

    /// <summary>Ends the level that is running. Of one that has come to nothing yet, nothing is kept.</summary>
    /// <returns>What the history says of it.</returns>
    public RegularizationLevel? End()
    {
        using var level = Current;
        Current = null;
        if (level is null or { DivergedIn: null, BestEpoch: 0 })
            return null;
        if (level.DivergedIn is null && (Best is null || IsBetter(level.BestValue, Best.Value)))
            Best = new BestLevel(Levels.Count, level.BestEpoch, level.BestValue, level.BestParameters, level.Epochs);
        Levels.Add(level.Describe());
        return Levels[^1];
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Levels.Count);
        foreach (var level in Levels)
            TrainingHistoryFile.Write(writer, level);
        writer.Write(Best is not null);
        if (Best is not null)
            Write(writer, Best);
        writer.Write(Current is not null);
        Current?.Write(writer);
    }

    public void Read(BinaryReader reader, IExceptionContext context)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
            Levels.Add(TrainingHistoryFile.ReadLevel(reader, context, _task.Settings.NumberOfEpochs));
        if (reader.ReadBoolean())
            Best = ReadBest(reader, context);
        if (reader.ReadBoolean())
            Start().Read(reader, context);
    }

    public void Dispose() => Current?.Dispose();

    /// <exception cref="InvalidOperationException">The rows do not determine the metric that the choice goes by.</exception>
    public void CheckMetric()
    {
        var metric = _task.Settings.ValidationMetric;
        var outputs = new float[_outOfFold.Rows * _task.Levels[0].Architecture.Outputs];
        if (metric != ValidationMetric.Loss && !double.IsFinite(_outOfFold.Measure(loss: 0, outputs).Metric))
        {
            throw new InvalidOperationException(
                $"ValidationMetric is {metric}, which the {_outOfFold.Rows} training rows that are scored do not determine, for their labels " +
                "are all alike. Set ValidationMetric to Loss.");
        }
    }

    private bool IsBetter(double value, double other) => _largerIsBetter ? value > other : value < other;

    private static void Write(BinaryWriter writer, BestLevel best)
    {
        writer.Write(best.Level);
        writer.Write(best.Epoch);
        writer.Write(best.Value);
        foreach (var parameters in best.Parameters)
            writer.Write(MemoryMarshal.AsBytes<float>(parameters));
        TrainingHistoryFile.Write(writer, best.Epochs);
    }

    private BestLevel ReadBest(BinaryReader reader, IExceptionContext context)
    {
        var (level, epoch, value) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadDouble());
        var layout = new ParameterLayout(_task.Levels[level].Architecture);
        var parameters = new float[_folds.Count][];
        for (var fold = 0; fold < parameters.Length; fold++)
        {
            parameters[fold] = new float[layout.StateLength];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(parameters[fold].AsSpan()));
        }

        return new BestLevel(level, epoch, value, parameters, TrainingHistoryFile.ReadEpochs(reader, context));
    }
}

/// <summary>The best level of a search.</summary>
/// <param name="Level">Its place among the levels.</param>
/// <param name="Epoch">Its best epoch.</param>
/// <param name="Value">What the choice goes by, after that epoch.</param>
/// <param name="Parameters">The parameters of its networks after that epoch.</param>
/// <param name="Epochs">All its epochs.</param>
internal sealed record BestLevel(
    int Level, int Epoch, double Value, IReadOnlyList<float[]> Parameters, IReadOnlyList<TrainingEpoch> Epochs);
