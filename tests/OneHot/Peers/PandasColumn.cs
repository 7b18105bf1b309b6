using System.Globalization;
using System.Numerics;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;

namespace MlNetDl.Tests.OneHot.Peers;

/// <summary>A column of a random table, and pandas' encoding of it; <c>pandas_tables.py</c> explains the parts.</summary>
internal sealed record PandasColumn(
    string Name, string Type, string?[] Values, int[] Fit, int[] FitSlots, int[] Rows, int[] Slots, string[] Names, string?[] Pandas)
{
    /// <summary>What pandas calls the slots.</summary>
    public IEnumerable<string> PandasNames => Pandas.Zip(Names, (own, same) => own ?? same);

    /// <summary>All tables that the script made.</summary>
    public static PandasColumn[][] ReadTables() => JsonLines.Read<PandasColumn[]>("tests/OneHot/Peers/pandas_tables.jsonl.gz");

    /// <summary>A data view's column that holds, for each row, the value at a position.</summary>
    public ArrayTable.Column ToColumn(int[] positions)
    {
        return Type switch
        {
            "str" => Of(TextDataViewType.Instance, text => text.AsMemory()),
            "bool" => Of(BooleanDataViewType.Instance, text => bool.Parse(text!)),
            "float32" => Of(NumberDataViewType.Single, bits => BitConverter.UInt32BitsToSingle(Convert.ToUInt32(bits, 16))),
            "float64" => Of(NumberDataViewType.Double, bits => BitConverter.UInt64BitsToDouble(Convert.ToUInt64(bits, 16))),
            "int8" => OfIntegers<sbyte>(NumberDataViewType.SByte),
            "int16" => OfIntegers<short>(NumberDataViewType.Int16),
            "int32" => OfIntegers<int>(NumberDataViewType.Int32),
            "int64" => OfIntegers<long>(NumberDataViewType.Int64),
            "uint8" => OfIntegers<byte>(NumberDataViewType.Byte),
            "uint16" => OfIntegers<ushort>(NumberDataViewType.UInt16),
            "uint32" => OfIntegers<uint>(NumberDataViewType.UInt32),
            "uint64" => OfIntegers<ulong>(NumberDataViewType.UInt64),
            _ => throw new InvalidDataException($"Nothing is known of the type '{Type}'."),
        };

        ArrayTable.Column OfIntegers<T>(DataViewType type)
            where T : INumberBase<T>
            => Of(type, digits => T.Parse(digits!, CultureInfo.InvariantCulture));

        ArrayTable.Column Of<T>(DataViewType type, Func<string?, T> parse)
            => new(Name, type, Array.ConvertAll(positions, position => parse(Values[position])));
    }
}
