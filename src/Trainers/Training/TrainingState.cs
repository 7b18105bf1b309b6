using System.Runtime.InteropServices;
using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Optimization;
using MlNetDl.Transforms.History;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Trainers.Training;

/// <summary>All that a training run has come to so far. Whoever sets it continues the run as if it had never stopped.</summary>
internal sealed class TrainingState : ICheckpointed
{
    private readonly IGradientSource _source;

    public TrainingState(IGradientSource source, TrainingSettings settings, long stepsPerEpoch, Validation? validation)
    {
        _source = source;
        var layout = source.Layout;
        Rule = TrainingParts.CreateRule(settings, layout);
        Schedule = TrainingParts.CreateSchedule(settings, stepsPerEpoch);
        if (settings.WeightAveraging > 0)
            Average = new ParameterAverage(settings.WeightAveraging, layout.StateLength);
        if (settings.EarlyStopping && validation is not null)
        {
            var larger = settings.ValidationMetric != ValidationMetric.Loss && validation.LargerIsBetter;
            Best = new BestParameters(layout.StateLength, larger, settings.EarlyStoppingPatience);
        }
    }

    /// <summary>The optimizer.</summary>
    public UpdateRule Rule { get; }

    /// <summary>The learning rate.</summary>
    public RateSchedule Schedule { get; }

    /// <summary>The average of the parameters, if there is to be one.</summary>
    public ParameterAverage? Average { get; }

    /// <summary>The best parameters, where early stopping watches.</summary>
    public BestParameters? Best { get; }

    /// <summary>The mean loss of a row in the last batches: of the first one, and then a hundredth of each that follows.</summary>
    public double? MeanLoss { get; private set; }

    /// <summary>The epochs that are finished.</summary>
    public List<TrainingEpoch> Epochs { get; } = [];

    /// <summary>The parameters as a model would have them now.</summary>
    public ReadOnlySpan<float> Current => Average is null ? _source.Parameters : Average.Values;

    /// <summary>How many numbers the state is made of, the epochs not counted.</summary>
    public long Floats => (long)_source.Layout.StateLength * (1 + Rule.Memory.Count + (Average is null ? 0 : 1) + (Best is null ? 0 : 1));

    /// <summary>Sets the first parameters: those of a fitted network, or drawn at random.</summary>
    public void Start(IReadOnlyList<IReadOnlyList<DenseLayer>>? initial, int seed)
    {
        if (initial is null)
            ParameterInitializer.Fill(_source.Parameters, _source.Architecture, _source.Layout, EpochRandom.Create(seed, epoch: 0));
        else
            FittedLayers.Write(initial, _source.Architecture, _source.Layout, _source.Parameters);
    }

    /// <summary>Takes the mean loss of a batch into account.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="share">How full the batch is, from 0 to 1: the last one of an epoch tells less.</param>
    public double AddLoss(double loss, double share = 1)
    {
        const double Newest = 0.01;
        MeanLoss = MeanLoss is { } mean ? mean + (share * Newest * (loss - mean)) : loss;
        return MeanLoss.Value;
    }

    /// <summary>The layers of each member, with the parameters given.</summary>
    public IReadOnlyList<IReadOnlyList<DenseLayer>> ReadMembers(ReadOnlySpan<float> parameters) =>
        FittedLayers.Read(_source.Architecture, _source.Layout, parameters);

    /// <summary>Writes all of the state.</summary>
    public void Write(BinaryWriter writer)
    {
        Write(writer, _source.Parameters);
        writer.Write(Rule.Steps);
        writer.Write(MeanLoss ?? double.NaN);
        foreach (var memory in Rule.Memory)
            Write(writer, memory);
        foreach (var number in Schedule.State)
            writer.Write(number);
        if (Average is not null)
            Write(writer, Average.Values);
        if (Best is not null)
        {
            writer.Write(Best.Value);
            writer.Write(Best.Epoch);
            Write(writer, Best.Values);
        }

        TrainingHistoryFile.Write(writer, Epochs);
    }

    /// <summary>Reads what <see cref="Write(BinaryWriter)"/> wrote in a run of the same data and settings.</summary>
    public void Read(BinaryReader reader, IExceptionContext context)
    {
        Read(reader, _source.Parameters);
        Rule.Steps = reader.ReadInt64();
        var meanLoss = reader.ReadDouble();
        MeanLoss = double.IsNaN(meanLoss) ? null : meanLoss;
        foreach (var memory in Rule.Memory)
            Read(reader, memory);
        Schedule.State = [.. Schedule.State.Select(_ => reader.ReadDouble())];
        if (Average is not null)
            Read(reader, Average.Values);
        if (Best is not null)
        {
            Best.Value = reader.ReadDouble();
            Best.Epoch = reader.ReadInt32();
            Read(reader, Best.Values);
        }

        Epochs.AddRange(TrainingHistoryFile.ReadEpochs(reader, context));
    }

    private static void Write(BinaryWriter writer, ReadOnlySpan<float> values) => writer.Write(MemoryMarshal.AsBytes(values));

    private static void Read(BinaryReader reader, Span<float> values) => reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values));
}
