using System.Text;
using System.Text.Unicode;
using Microsoft.ML.Runtime;
using MlNetDl.Trainers;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.History;

/// <summary>A training history in a model file.</summary>
/// <remarks>
/// Little-endian. int: epochs that the run was to have; int: the model's epoch; byte: why training ended; int: length of the
/// metric's name; byte[length]: that name in UTF-8; int: epochs; for each epoch int: its number, double: training loss,
/// nullable: validation loss, nullable: validation metric, double: learning rate, double: gradient norm, int: layers,
/// double[layers]: gradient norm of each, double: weight norm, double: dead units, double: seconds. A nullable is a byte: 1
/// where a double follows, 0 where none does.
/// </remarks>
internal static class TrainingHistoryFile
{
    private const string Part = "The training history";

    /// <summary>The bytes of an epoch without the validation values and the norms of the layers.</summary>
    private const int SmallestEpoch = (2 * sizeof(int)) + (2 * sizeof(byte)) + (6 * sizeof(double));

    public static void Write(BinaryWriter writer, TrainingHistory history)
    {
        writer.Write(history.NumberOfEpochs);
        writer.Write(history.ModelEpoch);
        writer.Write((byte)history.End);
        var metric = Encoding.UTF8.GetBytes(history.Metric);
        writer.Write(metric.Length);
        writer.Write(metric);
        writer.Write(history.Epochs.Count);
        foreach (var epoch in history.Epochs)
            Write(writer, epoch);
    }

    /// <exception cref="FormatException">What is read is not a history: the file is damaged or cut short.</exception>
    public static TrainingHistory Read(BinaryReader reader, IExceptionContext context)
    {
        reader.CheckRemaining(context, (2 * sizeof(int)) + sizeof(byte), Part);
        var numberOfEpochs = reader.ReadInt32();
        var modelEpoch = reader.ReadInt32();
        var end = (TrainingEnd)reader.ReadByte();
        context.CheckDecode(Enum.IsDefined(end));
        var metric = ReadText(reader, context);

        var epochs = new TrainingEpoch[reader.ReadCount(context, SmallestEpoch, Part)];
        var last = 0;
        for (var e = 0; e < epochs.Length; e++)
        {
            epochs[e] = ReadEpoch(reader, context);
            context.CheckDecode(epochs[e].Epoch > last);
            last = epochs[e].Epoch;
        }

        context.CheckDecode(modelEpoch >= 0 && modelEpoch <= last && last <= numberOfEpochs);
        return new TrainingHistory(epochs, metric, modelEpoch, numberOfEpochs, end);
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
            TrainingLoss = ReadDouble(reader, context),
            ValidationLoss = ReadNullable(reader, context),
            ValidationMetric = ReadNullable(reader, context),
            LearningRate = ReadSize(reader, context),
            GradientNorm = ReadSize(reader, context),
            LayerGradientNorms = ReadSizes(reader, context),
            WeightNorm = ReadSize(reader, context),
            DeadUnits = ReadSize(reader, context, most: 1),
            Seconds = ReadSize(reader, context),
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
            values[i] = ReadSize(reader, context);
        return values;
    }

    private static double? ReadNullable(BinaryReader reader, IExceptionContext context)
    {
        reader.CheckRemaining(context, sizeof(byte), Part);
        var flag = reader.ReadByte();
        context.CheckDecode(flag <= 1);
        return flag == 1 ? ReadDouble(reader, context) : null;
    }

    private static double ReadSize(BinaryReader reader, IExceptionContext context, double most = double.PositiveInfinity)
    {
        var value = ReadDouble(reader, context);
        context.CheckDecode(value >= 0 && value <= most);
        return value;
    }

    private static double ReadDouble(BinaryReader reader, IExceptionContext context)
    {
        reader.CheckRemaining(context, sizeof(double), Part);
        var value = reader.ReadDouble();
        context.CheckDecode(!double.IsNaN(value));
        return value;
    }
}
