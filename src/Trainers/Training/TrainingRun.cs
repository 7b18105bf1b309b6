using System.Diagnostics;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Optimization;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Trainers.Training;

/// <summary>One network in training, an epoch at a time: mini-batches in a new random order each epoch.</summary>
internal sealed class TrainingRun
{
    private readonly IGradientSource _source;
    private readonly TrainingSettings _settings;
    private readonly ILoss _loss;
    private readonly ITrainingMonitor _monitor;
    private readonly EncodedRows _data;
    private readonly ReadOnlyMemory<int> _rows;
    private readonly TrainingStep _step;
    private readonly UnitActivity _activity;
    private readonly uint[] _dropoutKeys;
    private readonly int[] _order;
    private readonly int _stepsPerEpoch;
    private readonly bool _isNormalized;

    /// <param name="source">What computes the gradients, with the network.</param>
    /// <param name="settings">How it is trained.</param>
    /// <param name="loss">What is minimized.</param>
    /// <param name="monitor">Who is asked before each step, on the thread that trains, whether to go on.</param>
    /// <param name="data">The training rows, encoded.</param>
    /// <param name="validation">The rows that the best epoch is told by, if any.</param>
    /// <param name="rows">Which of the training rows are trained on; null for all.</param>
    public TrainingRun(
        IGradientSource source, TrainingSettings settings, ILoss loss, ITrainingMonitor monitor, EncodedRows data,
        Validation? validation = null, ReadOnlyMemory<int>? rows = null)
    {
        _source = source;
        _settings = settings;
        _loss = loss;
        _monitor = monitor;
        _data = data;
        _rows = rows ?? Enumerable.Range(0, data.Rows).ToArray();
        _order = new int[_rows.Length];
        _stepsPerEpoch = (_rows.Length + settings.BatchSize - 1) / settings.BatchSize;
        State = new TrainingState(source, settings, _stepsPerEpoch, validation);
        _step = new TrainingStep(source, State.Rule, settings.GradientClipNorm, settings.MaxNorm);
        _activity = new UnitActivity(source.Architecture, source.Layout);
        _dropoutKeys = new uint[source.Architecture.Layers.Length];
        _isNormalized = source.Architecture.Layers.Any(layer => layer.IsNormalized);
    }

    /// <summary>What the run has come to so far.</summary>
    public TrainingState State { get; }

    /// <summary>The layers of each member as a model would have them now.</summary>
    public IReadOnlyList<IReadOnlyList<DenseLayer>> Members => State.ReadMembers(State.Current);

    /// <summary>Trains for an epoch, which counts as finished when <see cref="EndEpoch"/> is told what was measured after it.</summary>
    /// <returns>The epoch without validation values; null if the loss or a parameter is no longer a finite number.</returns>
    public TrainingEpoch? RunEpoch()
    {
        var clock = Stopwatch.StartNew();
        var number = State.Epochs.Count + 1;
        var random = EpochRandom.Create(_settings.Seed, number);
        Shuffle(random);
        _activity.Reset();
        var (loss, norms, rate) = (0.0, 0.0, 0f);
        for (var start = 0; start < _order.Length; start += _settings.BatchSize)
        {
            _monitor.CheckAlive();
            rate = State.Schedule.At(State.Rule.Steps);
            loss += RunStep(_order.AsMemory(start, Math.Min(_settings.BatchSize, _order.Length - start)), rate, random, ref norms);
        }

        loss /= _rows.Length;
        if (!double.IsFinite(loss) || HasNonFinite(_source.Parameters))
            return null;
        return new TrainingEpoch
        {
            Epoch = number,
            TrainingLoss = loss,
            LearningRate = rate,
            GradientNorm = norms / _stepsPerEpoch,
            LayerGradientNorms = LayerGradientNorms(),
            WeightNorm = VectorNorm.Of(State.Current[.._source.Layout.WeightLength]),
            DeadUnits = _activity.DeadShare(),
            Seconds = clock.Elapsed.TotalSeconds,
        };
    }

    /// <summary>Ends the epoch that was run last.</summary>
    /// <param name="epoch">The epoch, with what was measured after it.</param>
    public void EndEpoch(TrainingEpoch epoch)
    {
        State.Schedule.EpochEnded(epoch.ValidationLoss ?? epoch.TrainingLoss);
        State.Epochs.Add(epoch);
    }

    private double RunStep(ReadOnlyMemory<int> rows, float rate, Random random, ref double norms)
    {
        for (var l = 0; l < _dropoutKeys.Length; l++)
        {
            if (_source.Architecture.DropoutBefore(l) > 0)
                _dropoutKeys[l] = (uint)random.NextInt64(1L << 32);
        }

        var loss = _source.Compute(_data, rows, _loss, _dropoutKeys);
        norms += _step.Run(rate, State.AddLoss(loss / rows.Length, (double)rows.Length / _settings.BatchSize));
        _activity.Add(_step.Gradient);
        if (_isNormalized)
            RunningStatistics.Update(_source, rows.Length, State.Rule.Steps);
        State.Average?.Add(_source.Parameters, State.Rule.Steps);
        return loss;
    }

    private void Shuffle(Random random)
    {
        _rows.CopyTo(_order);
        random.Shuffle(_order);
    }

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
