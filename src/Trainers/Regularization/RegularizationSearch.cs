using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Training;

namespace MlNetDl.Trainers.Regularization;

/// <summary>
/// Chooses how strongly to regularize and for how long to train. At each level, one network a fold left out is trained, all in step; after
/// each round each fold is scored by the network that has not seen it, and the round that is best of all levels gives the model: its
/// networks, averaged.
/// </summary>
/// <remarks>
/// Cross-validation over penalties and stopping times (Stone 1974, "Cross-Validatory Choice and Assessment of Statistical Predictions"),
/// and its networks kept (Krogh and Vedelsby 1995, "Neural Network Ensembles, Cross Validation, and Active Learning"): docs/accuracy.md.
/// </remarks>
internal sealed class RegularizationSearch
{
    /// <summary>The rounds in which a level is trained.</summary>
    private const int Rounds = 50;

    private readonly SearchTask _task;
    private readonly TrainingCheckpoint? _checkpoint;
    private bool _isReporting;

    private RegularizationSearch(SearchTask task, TrainingCheckpoint? checkpoint)
    {
        _task = task;
        _checkpoint = checkpoint;
    }

    private int NumberOfEpochs => _task.Settings.NumberOfEpochs;

    /// <summary>Searches.</summary>
    /// <param name="task">What is trained on, and what is tried.</param>
    /// <param name="checkpoint">Where the state is kept, if anywhere.</param>
    /// <exception cref="InvalidOperationException">
    /// At every level, the loss is no longer a number; or the rows do not determine the metric that the choice goes by.
    /// </exception>
    public static SearchResult Run(SearchTask task, TrainingCheckpoint? checkpoint = null) =>
        new RegularizationSearch(task, checkpoint).Run();

    private SearchResult Run()
    {
        using var state = new SearchState(_task);
        state.CheckMetric();
        // A device is one, and its networks take turns.
        using var crew = new WorkCrew(_task.Device is null ? Math.Min(state.Folds, _task.MostThreads) : 1);
        _checkpoint?.IdentifyFurther(_task.Levels);
        if (_checkpoint?.TryRestore(state) == true)
            _task.Monitor.Resumed(state.Current?.Epochs.Count ?? 0);
        TrainingEnd end;
        try
        {
            end = RunLevels(state, crew);
        }
        // What the user's own progress throws ends the fit.
        catch (OperationCanceledException) when (_task.Settings.KeepModelOnCancel && state.HasModel && !_isReporting)
        {
            end = TrainingEnd.Cancelled;
            EndLevel(state);
        }

        if (state.Best is not { } best)
            throw Divergence.Error(state.Levels[0].Epoch, _task.Settings, _task.Levels[0].Architecture);
        // A search that was cancelled may yet be taken up again.
        if (end != TrainingEnd.Cancelled)
            _checkpoint?.Delete(_task.Monitor);
        return MakeResult(state, best, end);
    }

    private TrainingEnd RunLevels(SearchState state, WorkCrew crew)
    {
        var round = Math.Max(1, NumberOfEpochs / Rounds);
        while (state.Levels.Count < _task.Levels.Count)
        {
            var level = state.Start();
            for (var done = level.Epochs.Count; done < NumberOfEpochs && level.DivergedIn is null; done = level.Epochs.Count)
            {
                level.RunRound(crew, Math.Min(round, NumberOfEpochs - done));
                if (level.Epochs.Count / _task.Settings.CheckpointInterval > done / _task.Settings.CheckpointInterval)
                    _checkpoint?.Save(state);
                if (IsStopRequested(level.Epochs.Skip(done), state.Levels.Count + 1))
                {
                    EndLevel(state);
                    return TrainingEnd.Stopped;
                }
            }

            EndLevel(state);
        }

        return TrainingEnd.Completed;
    }

    private bool IsStopRequested(IEnumerable<TrainingEpoch> finished, int level)
    {
        foreach (var epoch in finished)
        {
            var progress = new TrainingProgress(epoch, NumberOfEpochs, level, _task.Levels.Count);
            _isReporting = true;
            _task.Monitor.EpochEnded(progress);
            _isReporting = false;
            if (progress.IsStopRequested)
                return true;
        }

        return false;
    }

    private void EndLevel(SearchState state)
    {
        if (state.End() is not { } level)
            return;
        var outcome = double.IsFinite(level.OutOfFoldLoss)
            ? FormattableString.Invariant($"out-of-fold loss {level.OutOfFoldLoss:0.000000} after epoch {level.Epoch}")
            : FormattableString.Invariant($"training diverged in epoch {level.Epoch}");
        _task.Monitor.Inform(
            $"Level {state.Levels.Count} of {_task.Levels.Count}, {Describe(level)}: {outcome} of {NumberOfEpochs}.");
    }

    private SearchResult MakeResult(SearchState state, BestLevel best, TrainingEnd end)
    {
        RegularizationLevel[] levels = [.. state.Levels.Select((level, place) => level with { IsChosen = place == best.Level })];
        var chosen = _task.Levels[best.Level];
        _task.Monitor.Inform(
            $"Chosen: level {best.Level + 1}, {Describe(levels[best.Level])}, after epoch {best.Epoch}; the model is the average of its " +
            $"{state.Folds * chosen.Architecture.Members} networks.");
        var layout = new ParameterLayout(chosen.Architecture);
        return new SearchResult(
            new TrainingResult(
                [.. best.Parameters.SelectMany(parameters => FittedLayers.Read(chosen.Architecture, layout, parameters))],
                best.Epochs, best.Epoch, end),
            chosen, levels);
    }

    private static string Describe(RegularizationLevel level) =>
        FormattableString.Invariant($"weight decay {level.WeightDecay}, dropout {level.Dropout}");
}
