using Microsoft.ML.Runtime;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.History;

/// <summary>Reads numbers of a training history, and refuses those that cannot be one.</summary>
internal static class HistoryReading
{
    public const string Part = "The training history";

    /// <summary>Reads a whole number from a range.</summary>
    public static int ReadWhole(this BinaryReader reader, IExceptionContext context, int least, int most = int.MaxValue)
    {
        reader.CheckRemaining(context, sizeof(int), Part);
        var value = reader.ReadInt32();
        context.CheckDecode(value >= least && value <= most);
        return value;
    }

    /// <summary>Reads a number, which may be infinite.</summary>
    public static double ReadNumber(this BinaryReader reader, IExceptionContext context)
    {
        reader.CheckRemaining(context, sizeof(double), Part);
        var value = reader.ReadDouble();
        context.CheckDecode(!double.IsNaN(value));
        return value;
    }

    /// <summary>Reads a number of at least 0, which may be infinite.</summary>
    public static double ReadSize(this BinaryReader reader, IExceptionContext context, double most = double.PositiveInfinity)
    {
        var value = reader.ReadNumber(context);
        context.CheckDecode(value >= 0 && value <= most);
        return value;
    }

    /// <summary>Reads a number of at least 0 and below a bound.</summary>
    public static float ReadSetting(this BinaryReader reader, IExceptionContext context, float bound = float.PositiveInfinity)
    {
        reader.CheckRemaining(context, sizeof(float), Part);
        var value = reader.ReadSingle();
        context.CheckDecode(value >= 0 && value < bound);
        return value;
    }

    /// <summary>Reads yes or no.</summary>
    public static bool ReadFlag(this BinaryReader reader, IExceptionContext context)
    {
        reader.CheckRemaining(context, sizeof(byte), Part);
        var flag = reader.ReadByte();
        context.CheckDecode(flag <= 1);
        return flag == 1;
    }

    /// <summary>Reads a value of an enumeration, which a byte holds.</summary>
    public static T ReadChoice<T>(this BinaryReader reader, IExceptionContext context)
        where T : struct, Enum
    {
        reader.CheckRemaining(context, sizeof(byte), Part);
        var value = (T)Enum.ToObject(typeof(T), reader.ReadByte());
        context.CheckDecode(Enum.IsDefined(value));
        return value;
    }
}
