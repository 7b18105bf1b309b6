using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.Inspection;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.OneHot;

/// <summary>Makes the kinds of keys, of which there is one for each number of keys and what they stand for.</summary>
internal static class KeyKinds
{
    private const string Part = "The list of key values";

    private static readonly (byte Code, Type RawType, ulong Most, Func<byte, int, string[]?, ValueKind> Make)[] _makers =
    [
        (20, typeof(byte), byte.MaxValue, (code, count, labels) => new KeyKind<byte>(code, count, labels)),
        (21, typeof(ushort), ushort.MaxValue, (code, count, labels) => new KeyKind<ushort>(code, count, labels)),
        (22, typeof(uint), uint.MaxValue, (code, count, labels) => new KeyKind<uint>(code, count, labels)),
        (23, typeof(ulong), ulong.MaxValue, (code, count, labels) => new KeyKind<ulong>(code, count, labels)),
    ];

    public static bool Read(DataViewType type) => Array.Exists(_makers, maker => maker.RawType == type.RawType);

    public static ValueKind Of(KeyDataViewType type, DataViewSchema.Column column)
    {
        // More than an int counts are refused for their number, before anybody asks for one of them.
        var count = (int)Math.Min(type.Count, int.MaxValue);
        var maker = Array.Find(_makers, maker => maker.RawType == type.RawType);
        return maker.Make(maker.Code, count, ColumnNames.KeyValues(column, count));
    }

    /// <summary>Reads what a kind of keys saved, or gives null if the code is none of theirs.</summary>
    public static ValueKind? Load(IExceptionContext ectx, ModelLoadContext ctx, byte code)
    {
        var maker = Array.Find(_makers, maker => maker.Code == code);
        if (maker.Make is null)
            return null;

        ctx.Reader.CheckRemaining(ectx, sizeof(int) + sizeof(bool), Part);
        var count = ctx.Reader.ReadInt32();
        ectx.CheckDecode(count > 0 && (ulong)count <= maker.Most, "A number of keys is out of the range of their type.");
        string[]? labels = null;
        if (ctx.Reader.ReadBoolean())
        {
            ctx.Reader.CheckRemaining(ectx, (long)count * sizeof(int), Part);
            labels = new string[count];
            for (var i = 0; i < count; i++)
                labels[i] = ctx.LoadString();
        }

        return maker.Make(code, count, labels);
    }
}
