using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.OneHot;

namespace MlNetDl.Tests.Onnx;

/// <summary>Values of one type, in a column <c>c</c>: those an encoding is fitted on, and those it is applied to.</summary>
internal abstract class TypedValues
{
    /// <summary>The elements of a vector.</summary>
    private const int VectorSize = 3;

    /// <summary>Keys as objects hold them, counted from 0; what is past the last is missing.</summary>
    private static readonly uint[] _keys = [6, 6, 9, 0, 8], _otherKeys = [1, 7];

    /// <summary>Of every type that is encoded: values at its ends, neighbours that another type would merge, and unseen ones.</summary>
    public static IReadOnlyDictionary<string, TypedValues> All { get; } = new Dictionary<string, TypedValues>
    {
        ["text"] = new Of<string>(
            ["b", "b", "", "a", "b", "a", " ", "?", "N/A", "n/a", "nan", "\u00E9", "e\u0301", "\U0001F600", "a\0b", "\uFFFD"],
            ["z", "A", "a ", "a\0", "a\0c", "\u00A0", "n/A", "\U0001F601", "7"]),
        ["Single"] = new Of<float>(
            [1.5f, 1.5f, 0, -0f, float.NaN, 0.1f, 7, 7, float.MaxValue, float.Epsilon, float.PositiveInfinity,
                float.NegativeInfinity, 16777216],
            [0.10000001f, -float.NaN, BitConverter.Int32BitsToSingle(0x7F800001), 2 * float.Epsilon, -float.Epsilon, 16777218, -1.5f]),
        ["Double"] = new Of<double>(
            [1.5, 1.5, 0, -0.0, double.NaN, 0.1, 0.1f, 7, 7, double.MaxValue, double.Epsilon, double.PositiveInfinity,
                double.NegativeInfinity, 9007199254740992],
            [0.10000000000000002, -double.NaN, BitConverter.Int64BitsToDouble(0x7FF0000000000001), 2 * double.Epsilon, -double.Epsilon,
                9007199254740994, -1.5]),
        ["SByte"] = new Of<sbyte>([7, 7, sbyte.MinValue, sbyte.MaxValue, 0, -1, -1], [5, -5]),
        ["Byte"] = new Of<byte>([7, 7, byte.MinValue, byte.MaxValue, 3, 3, 200], [5, 255 - 7]),
        ["Int16"] = new Of<short>([7, 7, short.MinValue, short.MaxValue, 0, -1, -1], [5, -5]),
        ["UInt16"] = new Of<ushort>([7, 7, ushort.MinValue, ushort.MaxValue, 3, 3, 40000], [5, 50000]),
        ["Int32"] = new Of<int>(
            [7, 7, int.MinValue, int.MaxValue, 0, -1, -1, 16777216, 16777217],
            [5, 16777218, int.MinValue + 1, int.MaxValue - 1]),
        ["UInt32"] = new Of<uint>([7, 7, uint.MinValue, uint.MaxValue, 3, 3, 1u << 31], [5, uint.MaxValue - 1, (1u << 31) + 1]),
        ["Int64"] = new Of<long>([7, 7, long.MinValue, long.MaxValue, 0, -1, -1, 9007199254740992, 9007199254740993],
            [5, 9007199254740994, long.MinValue + 1, long.MaxValue - 1]),
        ["UInt64"] = new Of<ulong>([7, 7, ulong.MinValue, ulong.MaxValue, ulong.MaxValue - 1, 3, 3, 1UL << 63, 9007199254740993],
            [5, ulong.MaxValue - 2, (1UL << 63) + 1, (1UL << 63) - 1, 9007199254740992]),
        ["Boolean"] = new Of<bool>([false, true, true], [false]),
        ["key of Byte"] = new Of<uint>(_keys, _otherKeys, DataKind.Byte),
        ["key of UInt16"] = new Of<uint>(_keys, _otherKeys, DataKind.UInt16),
        ["key of UInt32"] = new Of<uint>(_keys, _otherKeys, DataKind.UInt32),
        ["key of UInt64"] = new Of<uint>(_keys, _otherKeys, DataKind.UInt64),
    };

    public abstract bool AreKeys { get; }

    /// <summary>Two categories that are fitted on, for where they are not learned.</summary>
    public abstract object[] Categories { get; }

    /// <summary>A column of the type, without rows.</summary>
    public abstract IDataView None(MLContext mlContext);

    public abstract IDataView ToFit(MLContext mlContext, bool vectors);

    /// <summary>The values that were fitted on and the others.</summary>
    public abstract IDataView ToEncode(MLContext mlContext, bool vectors);

    private sealed class Of<T>(T[] known, T[] others, DataKind? key = null) : TypedValues where T : notnull
    {
        public override bool AreKeys => key is not null;

        public override object[] Categories => [known[^1], known[0]];

        public override IDataView None(MLContext mlContext) => View(mlContext, vectors: false, []);

        public override IDataView ToFit(MLContext mlContext, bool vectors) => View(mlContext, vectors, known);

        public override IDataView ToEncode(MLContext mlContext, bool vectors) => View(mlContext, vectors, [.. known, .. others]);

        private IDataView View(MLContext mlContext, bool vectors, T[] values)
        {
            if (key is not { } kind)
                return vectors ? Encoding.Vectors(mlContext, Rotated(values)) : Encoding.Column(mlContext, values);

            var item = new KeyDataViewType(typeof(T), 9);
            var keys = vectors
                ? View(mlContext, new VectorDataViewType(item, VectorSize), Rotated(values))
                : View(mlContext, item, values);
            // A graph would have an input for the column that was converted, too, were it not dropped.
            return mlContext.Transforms.Conversion.ConvertType("c", outputKind: kind)
                .Append(mlContext.Transforms.SelectColumns("c"))
                .Fit(keys).Transform(keys);
        }

        private static IDataView View<TColumn>(MLContext mlContext, DataViewType type, TColumn[] values)
        {
            var schema = SchemaDefinition.Create(typeof(Encoding.Row<TColumn>));
            schema["c"].ColumnType = type;
            return mlContext.Data.LoadFromEnumerable(values.Select(value => new Encoding.Row<TColumn> { C = value }), schema);
        }

        /// <summary>Vectors each of whose elements has all values, in an order of its own.</summary>
        private static T[][] Rotated(T[] values)
            => [.. values.Select((_, row) => values.Select((_, i) => values[(row + (2 * i)) % values.Length]).Take(VectorSize).ToArray())];
    }
}
