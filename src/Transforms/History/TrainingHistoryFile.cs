using System.Text;
using System.Text.Unicode;
using Microsoft.ML.Runtime;
using MlNetDl.Trainers;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.History;

/// <summary>A training history in a model file.</summary>
/// <remarks>
/// Little-endian. What the network was trained with, see <see cref="ResolvedOptionsFile"/>; int: the model's epoch; byte: why training
/// ended; int: length of the metric's name; byte[length]: that name in UTF-8; int: levels of regularization; for each level float: weight
/// decay, float: dropout, double: out-of-fold loss, int: epoch, byte: 1 for the one that was chosen and else 0; the epochs. Epochs are
/// int: how many; for each int: its number, double: training loss, nullable: validation loss, nullable: validation metric, double: learning
/// rate, double: gradient norm, int: layers, double[layers]: gradient norm of each, double: weight norm, double: dead units, double:
/// seconds. A nullable is a byte: 1 where a double follows, 0 where none does.
/// </remarks>
internal static class TrainingHistoryFile
{
    private const string Part = HistoryReading.Part;

    /// <summary>The bytes of an epoch without the validation values and the norms of the layers.</summary>
    private const int SmallestEpoch = (2 * sizeof(int)) + (2 * sizeof(byte)) + (6 * sizeof(double));

    private const int LevelBytes = (2 * sizeof(float)) + sizeof(double) + sizeof(int) + sizeof(byte);

    public static void Write(BinaryWriter writer, TrainingHistory history)
    {
        ResolvedOptionsFile.Write(writer, history.Options);
        writer.Write(history.ModelEpoch);
        writer.Write((byte)history.End);
        var metric = Encoding.UTF8.GetBytes(history.Metric);
        writer.Write(metric.Length);
        writer.Write(metric);
        writer.Write(history.RegularizationLevels.Count);
        foreach (var level in history.RegularizationLevels)
            Write(writer, level);
        Write(writer, history.Epochs);
    }

    /// <exception cref="FormatException">What is read is not a history: the file is damaged or cut short.</exception>
    public static TrainingHistory Read(BinaryReader reader, IExceptionContext context)
    {
        var options = ResolvedOptionsFile.Read(reader, context);
        var modelEpoch = reader.ReadWhole(context, least: 0);
        var end = reader.ReadChoice<TrainingEnd>(context);
        var metric = ReadText(reader, context);
        var levels = new RegularizationLevel[reader.ReadCount(context, LevelBytes, Part)];
        for (var i = 0; i < levels.Length; i++)
            levels[i] = ReadLevel(reader, context, options.NumberOfEpochs);
        context.CheckDecode(levels.Count(level => level.IsChosen) == Math.Min(1, levels.Length));

        var epochs = ReadEpochs(reader, context);
        var last = epochs.Length == 0 ? 0 : epochs[^1].Epoch;
        context.CheckDecode(modelEpoch <= last && last <= options.NumberOfEpochs);
        return new TrainingHistory(epochs, metric, modelEpoch, end, options, levels);
    }

    /// <summary>Writes a level of regularization alone.</summary>
    public static void Write(BinaryWriter writer, RegularizationLevel level)
    {
        writer.Write(level.WeightDecay);
        writer.Write(level.Dropout);
        writer.Write(level.OutOfFoldLoss);
        writer.Write(level.Epoch);
        writer.Write(level.IsChosen);
    }

    /// <summary>Reads a level of regularization alone.</summary>
    /// <exception cref="FormatException">What is read cannot be one.</exception>
    public static RegularizationLevel ReadLevel(BinaryReader reader, IExceptionContext context, int numberOfEpochs) => new(
        WeightDecay: reader.ReadSetting(context),
        Dropout: reader.ReadSetting(context, bound: 1),
        OutOfFoldLoss: reader.ReadNumber(context),
        Epoch: reader.ReadWhole(context, least: 0, numberOfEpochs),
        IsChosen: reader.ReadFlag(context));

    /// <summary>Writes epochs alone.</summary>
    public static void Write(BinaryWriter writer, IReadOnlyList<TrainingEpoch> epochs)
    {
        writer.Write(epochs.Count);
        foreach (var epoch in epochs)
            Write(writer, epoch);
    }

    /// <summary>Reads epochs alone.</summary>
    /// <exception cref="FormatException">What is read are not epochs in order.</exception>
    public static TrainingEpoch[] ReadEpochs(BinaryReader reader, IExceptionContext context)
    {
        var epochs = new TrainingEpoch[reader.ReadCount(context, SmallestEpoch, Part)];
        var last = 0;
        for (var e = 0; e < epochs.Length; e++)
        {
            epochs[e] = ReadEpoch(reader, context);
            context.CheckDecode(epochs[e].Epoch > last);
            last = epochs[e].Epoch;
        }

        return epochs;
    }

    private static void Write(BinaryWriter writer, TrainingEpoch epoch)
    {
        writer.Write(epoch.Epoch);
        writer.Write(epoch.TrainingLoss);
        Write(writer, epoch.ValidationLoss);
        Write(writer, epoch.ValidationMetric);
        writer.Write(epoch.LearningRate);
        writer.Write(epoch.GradientNorm);
        writer.Write(epoch.LayerGradientNorms.Count);
        foreach (var norm in epoch.LayerGradientNorms)
            writer.Write(norm);
        writer.Write(epoch.WeightNorm);
        writer.Write(epoch.DeadUnits);
        writer.Write(epoch.Seconds);
    }

    private static void Write(BinaryWriter writer, double? value)
    {
        // A metric can be undefined, as R-squared is where all labels are equal. Written as it is, the model could not be loaded.
        var defined = value is { } number && !double.IsNaN(number) ? value : null;
        writer.Write(defined.HasValue);
        if (defined.HasValue)
            writer.Write(defined.Value);
    }

    private static TrainingEpoch ReadEpoch(BinaryReader reader, IExceptionContext context)
    {
        reader.CheckRemaining(context, SmallestEpoch, Part);
        return new TrainingEpoch
        {
            Epoch = reader.ReadInt32(),
            TrainingLoss = reader.ReadNumber(context),
            ValidationLoss = ReadNullable(reader, context),
            ValidationMetric = ReadNullable(reader, context),
            LearningRate = reader.ReadSize(context),
            GradientNorm = reader.ReadSize(context),
            LayerGradientNorms = ReadSizes(reader, context),
            WeightNorm = reader.ReadSize(context),
            DeadUnits = reader.ReadSize(context, most: 1),
            Seconds = reader.ReadSize(context),
        };
    }

    private static string ReadText(BinaryReader reader, IExceptionContext context)
    {
        var bytes = reader.ReadBytes(reader.ReadCount(context, sizeof(byte), Part));
        context.CheckDecode(Utf8.IsValid(bytes));
        return Encoding.UTF8.GetString(bytes);
    }

    private static double[] ReadSizes(BinaryReader reader, IExceptionContext context)
    {
        var values = new double[reader.ReadCount(context, sizeof(double), Part)];
        for (var i = 0; i < values.Length; i++)
            values[i] = reader.ReadSize(context);
        return values;
    }

    private static double? ReadNullable(BinaryReader reader, IExceptionContext context) =>
        reader.ReadFlag(context) ? reader.ReadNumber(context) : null;
}
