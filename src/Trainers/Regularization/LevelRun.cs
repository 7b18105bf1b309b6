using System.Diagnostics;
using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Training;
using MlNetDl.Transforms.History;

namespace MlNetDl.Trainers.Regularization;

/// <summary>The networks of a level, one a fold left out, trained in step.</summary>
internal sealed class LevelRun : ICheckpointed, IDisposable
{
    private readonly Validation _outOfFold;
    private readonly (int Start, int Count)[] _places;
    private readonly IGradientSource[] _sources;
    private readonly TrainingRun[] _runs;
    private readonly List<TrainingEpoch> _epochs = [];
    private readonly TrainingSettings _settings;

    /// <param name="task">What is trained on.</param>
    /// <param name="level">How strongly it is regularized.</param>
    /// <param name="folds">The rows of each fold.</param>
    /// <param name="outOfFold">All these rows, fold by fold.</param>
    public LevelRun(SearchTask task, SearchLevel level, IReadOnlyList<int[]> folds, Validation outOfFold)
    {
        Level = level;
        _outOfFold = outOfFold;
        _settings = task.Settings;
        _places = new (int, int)[folds.Count];
        _sources = new IGradientSource[folds.Count];
        _runs = new TrainingRun[folds.Count];
        var start = 0;
        for (var f = 0; f < folds.Count; f++)
        {
            _places[f] = (start, folds[f].Length);
            start += folds[f].Length;
            int[] rows = [.. Enumerable.Range(0, task.Rows.Rows).Except(folds[f])];
            var settings = task.Settings with
            {
                WeightDecay = level.WeightDecay,
                BatchSize = Math.Min(task.Settings.BatchSize, rows.Length),
                Seed = SeedOf(task.Settings.Seed, f),
                // That is, the best epoch is kept; all networks go on until the last.
                EarlyStopping = true,
                EarlyStoppingPatience = int.MaxValue,
            };
            _sources[f] = GradientSources.Create(task.Device, level.Architecture, settings.BatchSize, rows.Length, mostThreads: 1);
            _runs[f] = new TrainingRun(_sources[f], settings, task.Loss, task.Monitor, task.Data, outOfFold, rows);
            _runs[f].State.Start(initial: null, settings.Seed);
        }
    }

    /// <summary>How strongly the networks are regularized.</summary>
    public SearchLevel Level { get; }

    /// <summary>The epochs that are finished, means over the networks.</summary>
    public IReadOnlyList<TrainingEpoch> Epochs => _epochs;

    /// <summary>The epoch in which training diverged, if it did.</summary>
    public int? DivergedIn { get; private set; }

    /// <summary>The best epoch, 0 before the first round.</summary>
    public int BestEpoch => Best(0).Epoch;

    /// <summary>What the choice goes by, after the best epoch.</summary>
    public double BestValue => Best(0).Value;

    /// <summary>The networks' parameters after the best epoch.</summary>
    public IReadOnlyList<float[]> BestParameters => [.. _runs.Select((_, fold) => Best(fold).Values)];

    public long Floats => _runs.Sum(run => run.State.Floats);

    /// <summary>Trains all networks for some epochs, and measures each on the fold it has not seen.</summary>
    /// <param name="crew">Who shares the folds.</param>
    /// <param name="epochs">For how many epochs.</param>
    public void RunRound(WorkCrew crew, int epochs)
    {
        var clock = Stopwatch.StartNew();
        var outputs = new float[_outOfFold.Rows * Level.Architecture.Outputs];
        var losses = new double[_runs.Length];
        var divergedIn = new int?[_runs.Length];
        crew.Run(_runs.Length, fold =>
        {
            for (var e = 0; e < epochs && divergedIn[fold] is null; e++)
            {
                if (_runs[fold].RunEpoch() is { } epoch)
                    _runs[fold].EndEpoch(epoch);
                else
                    divergedIn[fold] = _runs[fold].State.Epochs.Count + 1;
            }

            if (divergedIn[fold] is null)
                losses[fold] = _outOfFold.Score(_runs[fold].Members, _places[fold].Start, _places[fold].Count, outputs);
        });
        DivergedIn = divergedIn.Min();
        if (DivergedIn is not null)
            return;

        var measured = _outOfFold.Measure(losses.Sum(), outputs);
        if (!double.IsFinite(measured.Loss))
        {
            DivergedIn = _epochs.Count + epochs;
            return;
        }

        var seconds = clock.Elapsed.TotalSeconds / epochs;
        for (var e = 0; e < epochs; e++)
            _epochs.Add(Mean(_epochs.Count) with { Seconds = seconds });
        _epochs[^1] = _epochs[^1] with
        {
            ValidationLoss = measured.Loss,
            ValidationMetric = double.IsFinite(measured.Metric) ? measured.Metric : null,
        };
        foreach (var run in _runs)
            run.State.Best!.Add(_settings.Watched(measured), _epochs.Count, run.State.Current);
    }

    /// <summary>What the history says of it.</summary>
    public RegularizationLevel Describe() => DivergedIn is { } epoch
        ? new(Level.WeightDecay, Level.Dropout, double.PositiveInfinity, epoch, IsChosen: false)
        : new(Level.WeightDecay, Level.Dropout, _epochs[BestEpoch - 1].ValidationLoss!.Value, BestEpoch, IsChosen: false);

    public void Write(BinaryWriter writer)
    {
        TrainingHistoryFile.Write(writer, Epochs);
        foreach (var run in _runs)
            run.State.Write(writer);
    }

    public void Read(BinaryReader reader, IExceptionContext context)
    {
        _epochs.AddRange(TrainingHistoryFile.ReadEpochs(reader, context));
        foreach (var run in _runs)
            run.State.Read(reader, context);
    }

    public void Dispose()
    {
        foreach (var source in _sources)
            source?.Dispose();
    }

    /// <summary>The networks begin and shuffle each in its own way, but the same at all levels, which so differ in nothing else.</summary>
    internal static int SeedOf(int seed, int fold) => EpochRandom.Create(seed, epoch: -1 - fold).Next();

    private BestParameters Best(int fold) => _runs[fold].State.Best!;

    private TrainingEpoch Mean(int index)
    {
        TrainingEpoch[] epochs = [.. _runs.Select(run => run.State.Epochs[index])];
        return new TrainingEpoch
        {
            Epoch = index + 1,
            TrainingLoss = epochs.Average(epoch => epoch.TrainingLoss),
            LearningRate = epochs.Average(epoch => epoch.LearningRate),
            GradientNorm = epochs.Average(epoch => epoch.GradientNorm),
            LayerGradientNorms =
                [.. epochs[0].LayerGradientNorms.Select((_, layer) => epochs.Average(epoch => epoch.LayerGradientNorms[layer]))],
            WeightNorm = epochs.Average(epoch => epoch.WeightNorm),
            DeadUnits = epochs.Average(epoch => epoch.DeadUnits),
            Seconds = epochs.Average(epoch => epoch.Seconds),
        };
    }
}
