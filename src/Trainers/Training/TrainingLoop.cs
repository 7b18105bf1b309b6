using System.Diagnostics;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Network;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Trainers.Training;

/// <summary>The training loop of one run: epoch after epoch, and what is to be done between them.</summary>
internal sealed class TrainingLoop
{
    private readonly IGradientSource _source;
    private readonly TrainingSettings _settings;
    private readonly ITrainingMonitor _monitor;
    private readonly Validation? _validation;
    private readonly TrainingRun _run;
    private readonly TrainingState _state;

    /// <param name="source">What computes the gradients, with the network.</param>
    /// <param name="settings">How it is trained.</param>
    /// <param name="loss">What is minimized.</param>
    /// <param name="monitor">Who watches.</param>
    /// <param name="data">The training rows, encoded.</param>
    /// <param name="validation">The validation rows, if any.</param>
    /// <param name="rows">Which of the training rows are trained on; null for all.</param>
    public TrainingLoop(
        IGradientSource source, TrainingSettings settings, ILoss loss, ITrainingMonitor monitor, EncodedRows data,
        Validation? validation = null, ReadOnlyMemory<int>? rows = null)
    {
        _source = source;
        _settings = settings;
        _monitor = monitor;
        _validation = validation;
        _run = new TrainingRun(source, settings, loss, monitor, data, validation, rows);
        _state = _run.State;
    }

    /// <summary>Trains.</summary>
    /// <param name="initial">The layers of each member to start from; null, to start from random parameters.</param>
    /// <param name="checkpoint">Where the state is kept, if anywhere.</param>
    /// <exception cref="InvalidOperationException">The loss is no longer a number.</exception>
    public TrainingResult Run(IReadOnlyList<IReadOnlyList<DenseLayer>>? initial = null, TrainingCheckpoint? checkpoint = null)
    {
        if (checkpoint?.TryRestore(_state) == true)
            _monitor.Resumed(_state.Epochs.Count);
        else
            _state.Start(initial, _settings.Seed);
        var lastEpoch = new float[_settings.KeepModelOnCancel && _state.Best is null ? _source.Layout.StateLength : 0];
        if (lastEpoch.Length > 0)
            _state.Current.CopyTo(lastEpoch);
        TrainingEnd end;
        var isReporting = false;
        try
        {
            for (end = TrainingEnd.Completed; !HasEnded(ref end);)
            {
                var epoch = RunEpoch();
                if (lastEpoch.Length > 0)
                    _state.Current.CopyTo(lastEpoch);
                if (epoch.Epoch % _settings.CheckpointInterval == 0)
                    checkpoint?.Save(_state);
                var progress = new TrainingProgress(epoch, _settings.NumberOfEpochs);
                isReporting = true;
                _monitor.EpochEnded(progress);
                isReporting = false;
                if (progress.IsStopRequested)
                {
                    end = TrainingEnd.Stopped;
                    break;
                }
            }
        }
        // What the user's own progress throws ends the fit.
        catch (OperationCanceledException) when (_settings.KeepModelOnCancel && _state.Epochs.Count > 0 && !isReporting)
        {
            end = TrainingEnd.Cancelled;
        }

        // A run that was cancelled may yet be taken up again.
        if (end != TrainingEnd.Cancelled)
            checkpoint?.Delete(_monitor);
        var parameters = _state.Best is { } best ? best.Values : lastEpoch.Length > 0 ? lastEpoch : _state.Current;
        return new TrainingResult(_state.ReadMembers(parameters), _state.Epochs, _state.Best?.Epoch ?? _state.Epochs.Count, end);
    }

    private bool HasEnded(ref TrainingEnd end)
    {
        var done = _state.Epochs.Count;
        if (done > 0 && _state.Best?.IsExhausted(done) == true && done < _settings.NumberOfEpochs)
        {
            end = TrainingEnd.EarlyStopping;
            return true;
        }

        return done >= _settings.NumberOfEpochs;
    }

    private TrainingEpoch RunEpoch()
    {
        var clock = Stopwatch.StartNew();
        var number = _state.Epochs.Count + 1;
        var epoch = _run.RunEpoch() ?? throw Divergence.Error(number, _settings, _source.Architecture, _state.Best?.Epoch ?? 0);
        if (_validation?.Measure(_run.Members, _source.Crew) is { } measured)
        {
            ThrowIfNotFinite(measured.Loss, epoch);
            _state.Best?.Add(_settings.Watched(measured), number, _state.Current);
            epoch = epoch with
            {
                ValidationLoss = measured.Loss,
                ValidationMetric = double.IsFinite(measured.Metric) ? measured.Metric : null,
                Seconds = clock.Elapsed.TotalSeconds,
            };
        }

        _run.EndEpoch(epoch);
        return epoch;
    }

    private void ThrowIfNotFinite(double validationLoss, TrainingEpoch epoch)
    {
        if (double.IsFinite(validationLoss))
            return;
        throw new InvalidOperationException(FormattableString.Invariant(
            $"Training stopped in epoch {epoch.Epoch} of {_settings.NumberOfEpochs}: the loss of the {_validation!.Rows} validation rows is no ") +
            FormattableString.Invariant(
            $"finite number, that of the training rows is {epoch.TrainingLoss:G3}. If that is large, LearningRate, which is {_settings.LearningRate}, is too high ") +
            "(try a tenth of it); else look for labels or features in the validation rows that are far from those of the " +
            "training rows.");
    }
}
