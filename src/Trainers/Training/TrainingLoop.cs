using System.Diagnostics;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Optimization;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Trainers.Training;

/// <summary>The training loop: mini-batches in a new random order each epoch, and what is to be done between the epochs.</summary>
internal sealed class TrainingLoop
{
    private readonly TrainingSettings _settings;
    private readonly ILoss _loss;
    private readonly ITrainingMonitor _monitor;
    private readonly EncodedRows _data;
    private readonly Validation? _validation;
    private readonly IGradientSource _source;
    private readonly TrainingState _state;
    private readonly TrainingStep _step;
    private readonly UnitActivity _activity;
    private readonly uint[] _dropoutKeys;
    private readonly ReadOnlyMemory<int> _rows;
    private readonly int[] _order;
    private readonly int _stepsPerEpoch;
    private readonly bool _isNormalized;

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
        _loss = loss;
        _monitor = monitor;
        _data = data;
        _validation = validation;
        _rows = rows ?? Enumerable.Range(0, data.Rows).ToArray();
        _order = new int[_rows.Length];
        _stepsPerEpoch = (_rows.Length + settings.BatchSize - 1) / settings.BatchSize;
        _state = new TrainingState(source, settings, _stepsPerEpoch, validation);
        _step = new TrainingStep(source, _state.Rule, settings.GradientClipNorm, settings.MaxNorm);
        _activity = new UnitActivity(source.Architecture, source.Layout);
        _dropoutKeys = new uint[source.Architecture.Layers.Length];
        _isNormalized = source.Architecture.Layers.Any(layer => layer.IsNormalized);
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
                _state.Epochs.Add(epoch);
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
            Delete(checkpoint);
        var parameters = _state.Best is { } best ? best.Values : lastEpoch.Length > 0 ? lastEpoch : _state.Current;
        return new TrainingResult(_state.ReadMembers(parameters), _state.Epochs, _state.Best?.Epoch ?? _state.Epochs.Count, end);
    }

    private void Delete(TrainingCheckpoint? checkpoint)
    {
        try
        {
            checkpoint?.Delete();
        }
        catch (InvalidOperationException error)
        {
            // The model is there, and not to be lost for a file that cannot be removed.
            _monitor.Warn(error.Message);
        }
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
        var random = EpochRandom.Create(_settings.Seed, number);
        Shuffle(random);
        _activity.Reset();
        var (loss, norms, rate) = (0.0, 0.0, 0f);
        for (var start = 0; start < _order.Length; start += _settings.BatchSize)
        {
            _monitor.CheckAlive();
            rate = _state.Schedule.At(_state.Rule.Steps);
            loss += RunStep(_order.AsMemory(start, Math.Min(_settings.BatchSize, _order.Length - start)), rate, random, ref norms);
        }

        loss /= _rows.Length;
        ThrowIfNotFinite(loss, _source.Parameters, number);
        var measured = _validation?.Measure(_state.ReadMembers(_state.Current), _source.Crew);
        if (measured is { } figures && !double.IsFinite(figures.Loss))
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"Training stopped in epoch {number} of {_settings.NumberOfEpochs}: the loss of the {_validation!.Rows} validation rows is no ") +
                FormattableString.Invariant(
                $"finite number, that of the training rows is {loss:G3}. If that is large, LearningRate, which is {_settings.LearningRate}, is too high ") +
                "(try a tenth of it); else look for labels or features in the validation rows that are far from those of the " +
                "training rows.");
        }

        _state.Schedule.EpochEnded(measured?.Loss ?? loss);
        if (measured is { } found)
            _state.Best?.Add(Watched(found), number, _state.Current);
        return new TrainingEpoch
        {
            Epoch = number,
            TrainingLoss = loss,
            ValidationLoss = measured?.Loss,
            ValidationMetric = measured?.Metric is { } metric && double.IsFinite(metric) ? metric : null,
            LearningRate = rate,
            GradientNorm = norms / _stepsPerEpoch,
            LayerGradientNorms = LayerGradientNorms(),
            WeightNorm = VectorNorm.Of(_state.Current[.._source.Layout.WeightLength]),
            DeadUnits = _activity.DeadShare(),
            Seconds = clock.Elapsed.TotalSeconds,
        };
    }

    private double RunStep(ReadOnlyMemory<int> rows, float rate, Random random, ref double norms)
    {
        for (var l = 0; l < _dropoutKeys.Length; l++)
        {
            if (_source.Architecture.DropoutBefore(l) > 0)
                _dropoutKeys[l] = (uint)random.NextInt64(1L << 32);
        }

        var loss = _source.Compute(_data, rows, _loss, _dropoutKeys);
        norms += _step.Run(rate, _state.AddLoss(loss / rows.Length));
        _activity.Add(_step.Gradient);
        if (_isNormalized)
            RunningStatistics.Update(_source, rows.Length, _state.Rule.Steps);
        _state.Average?.Add(_source.Parameters, _state.Rule.Steps);
        return loss;
    }

    private void Shuffle(Random random)
    {
        _rows.CopyTo(_order);
        random.Shuffle(_order);
    }

    /// <summary>What early stopping goes by.</summary>
    private double Watched((double Loss, double Metric) measured) =>
        _settings.ValidationMetric == ValidationMetric.Loss ? measured.Loss : measured.Metric;

    private double[] LayerGradientNorms()
    {
        var gradient = _step.Gradient;
        var norms = new double[_source.Architecture.Layers.Length];
        for (var l = 0; l < norms.Length; l++)
        {
            var layer = _source.Architecture.Layers[l];
            var square = 0.0;
            for (var member = 0; member < _source.Architecture.Members; member++)
            {
                // Of hidden layers, members share the weights.
                if (member == 0 || l == norms.Length - 1)
                    square += VectorNorm.Square(gradient.Slice(_source.Layout.Weights(l, member), layer.Units * layer.Inputs));
                square += VectorNorm.Square(gradient.Slice(_source.Layout.Bias(l, member), layer.Units));
            }

            norms[l] = Math.Sqrt(square);
        }

        return norms;
    }

    private void ThrowIfNotFinite(double loss, ReadOnlySpan<float> parameters, int epoch)
    {
        if (double.IsFinite(loss) && !HasNonFinite(parameters))
            return;
        var layers = _source.Architecture.Layers.Length > 1 ? ", or HiddenLayers has too many layers for it" : "";
        var best = _state.Best is { Epoch: > 0 } found
            ? FormattableString.Invariant($" The best epoch until then was {found.Epoch}: NumberOfEpochs = {found.Epoch} would end there.")
            : "";
        throw new InvalidOperationException(FormattableString.Invariant(
            $"Training stopped in epoch {epoch} of {_settings.NumberOfEpochs}: the loss is no longer a finite number. ") +
            FormattableString.Invariant(
            $"Likely causes: LearningRate, which is {_settings.LearningRate}, is too high (try a tenth of it){layers}.{best}"));
    }

    private static bool HasNonFinite(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
                return true;
        }

        return false;
    }
}
