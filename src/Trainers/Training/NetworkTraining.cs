using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Network;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Trainers.Training;

/// <summary>The training loop: mini-batches in a new random order each epoch.</summary>
internal sealed class NetworkTraining
{
    private readonly NetworkArchitecture _architecture;
    private readonly TrainingSettings _settings;
    private readonly ILoss _loss;
    private readonly ITrainingMonitor _monitor;

    public NetworkTraining(NetworkArchitecture architecture, TrainingSettings settings, ILoss loss, ITrainingMonitor monitor)
    {
        _architecture = architecture;
        _settings = settings;
        _loss = loss;
        _monitor = monitor;
    }

    /// <summary>Trains on data that is already encoded, and gives the layers.</summary>
    /// <exception cref="InvalidOperationException">The loss is no longer a number.</exception>
    public IReadOnlyList<DenseLayer> Run(TrainingSet data)
    {
        var batchSize = Math.Min(_settings.BatchSize, data.Rows);
        using var torch = SingleThreadedTorch.Enter();
        using var plan = new CpuTrainingPlan(_architecture, batchSize);
        using var crew = new WorkCrew(plan.Parts.Count);
        plan.Prepare(batchSize);
        plan.Prepare(data.Rows % batchSize);

        var random = new Random(_settings.Seed);
        ParameterInitializer.Fill(plan.Parameters, _architecture, plan.Layout, random);
        var optimizer = new Adam(_settings.WeightDecay, plan.Layout.WeightLength, plan.Layout.Length);
        var step = new TrainingStep(plan, crew, optimizer, _loss, data);

        var order = new int[data.Rows];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        var steps = (long)_settings.NumberOfEpochs * ((data.Rows + batchSize - 1) / batchSize);
        var done = 0L;
        for (var epoch = 1; epoch <= _settings.NumberOfEpochs; epoch++)
        {
            random.Shuffle(order);
            var loss = 0.0;
            for (var start = 0; start < order.Length; start += batchSize)
            {
                _monitor.CheckAlive();
                var rows = Math.Min(batchSize, order.Length - start);
                var rate = LearningRateSchedule.Cosine(_settings.LearningRate, done++, steps);
                loss += step.Run(order.AsMemory(start, rows), rate, random);
            }

            loss /= data.Rows;
            ThrowIfNotFinite(loss, plan.Parameters, epoch);
            _monitor.EpochEnded(new TrainingProgress(epoch, _settings.NumberOfEpochs, loss));
        }

        return ReadLayers(plan);
    }

    private void ThrowIfNotFinite(double loss, ReadOnlySpan<float> parameters, int epoch)
    {
        if (double.IsFinite(loss) && !HasNonFinite(parameters))
            return;
        throw new InvalidOperationException(FormattableString.Invariant(
            $"Training stopped in epoch {epoch} of {_settings.NumberOfEpochs}: the loss is no longer a finite number. ") +
            FormattableString.Invariant(
            $"Likely causes: LearningRate, which is {_settings.LearningRate}, is too high (try a tenth of it), or HiddenLayers has too ") +
            "many layers for it.");
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

    private static DenseLayer[] ReadLayers(CpuTrainingPlan plan) =>
    [
        .. plan.Architecture.Layers.Select((layer, l) => new DenseLayer(
            plan.Parameters.Slice(plan.Layout.Weights(l), layer.Units * layer.Inputs).ToArray(),
            plan.Parameters.Slice(plan.Layout.Bias(l), layer.Units).ToArray(),
            layer.Activation)),
    ];
}
