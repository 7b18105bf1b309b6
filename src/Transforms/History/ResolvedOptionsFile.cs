using Microsoft.ML.Runtime;
using MlNetDl.Trainers;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.History;

/// <summary>What a network was trained with in a model file.</summary>
/// <remarks>
/// Little-endian. int: hidden layers; for each int: units, float: dropout; byte: activation; int: members; byte: numeric encoding; byte:
/// automatic regularization; float: weight decay; byte: its form; byte: optimizer; float: learning rate; byte: its schedule; int:
/// batch size; int: epochs; int: seed; byte: 1 where a float follows, the validation fraction, 0 where none does.
/// </remarks>
internal static class ResolvedOptionsFile
{
    public static void Write(BinaryWriter writer, ResolvedOptions options)
    {
        writer.Write(options.HiddenLayers.Count);
        foreach (var (units, dropout) in options.HiddenLayers.Zip(options.Dropout))
        {
            writer.Write(units);
            writer.Write(dropout);
        }

        writer.Write((byte)options.Activation);
        writer.Write(options.Members);
        writer.Write((byte)options.NumericEncoding);
        writer.Write((byte)options.AutoRegularization);
        writer.Write(options.WeightDecay);
        writer.Write((byte)options.WeightDecayForm);
        writer.Write((byte)options.Optimizer);
        writer.Write(options.LearningRate);
        writer.Write((byte)options.LearningRateSchedule);
        writer.Write(options.BatchSize);
        writer.Write(options.NumberOfEpochs);
        writer.Write(options.Seed);
        writer.Write(options.ValidationFraction.HasValue);
        if (options.ValidationFraction is { } fraction)
            writer.Write(fraction);
    }

    /// <exception cref="FormatException">What is read cannot be options: the file is damaged or cut short.</exception>
    public static ResolvedOptions Read(BinaryReader reader, IExceptionContext context)
    {
        var units = new int[reader.ReadCount(context, sizeof(int) + sizeof(float), HistoryReading.Part)];
        var dropout = new float[units.Length];
        for (var l = 0; l < units.Length; l++)
            (units[l], dropout[l]) = (reader.ReadWhole(context, least: 1), reader.ReadSetting(context, bound: 1));

        var options = new ResolvedOptions
        {
            HiddenLayers = units,
            Dropout = dropout,
            Activation = reader.ReadChoice<Activation>(context),
            Members = reader.ReadWhole(context, least: 1),
            NumericEncoding = reader.ReadChoice<NumericEncoding>(context),
            AutoRegularization = reader.ReadChoice<AutoRegularization>(context),
            WeightDecay = reader.ReadSetting(context),
            WeightDecayForm = reader.ReadChoice<WeightDecayForm>(context),
            Optimizer = reader.ReadChoice<Optimizer>(context),
            LearningRate = reader.ReadSetting(context),
            LearningRateSchedule = reader.ReadChoice<LearningRateSchedule>(context),
            BatchSize = reader.ReadWhole(context, least: 1),
            NumberOfEpochs = reader.ReadWhole(context, least: 1),
            Seed = reader.ReadWhole(context, least: int.MinValue),
            ValidationFraction = reader.ReadFlag(context) ? reader.ReadSetting(context, bound: 1) : null,
        };
        context.CheckDecode(options.NumericEncoding != NumericEncoding.Auto && options.AutoRegularization != AutoRegularization.Auto);
        return options;
    }
}
