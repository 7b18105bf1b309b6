using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Transforms.Inspection;

/// <summary>The names that annotations give to a column's slots, and to a key's values.</summary>
internal static class ColumnNames
{
    /// <summary>The slot names of a vector column; for a slot without one, its index from 0.</summary>
    public static string[] OfSlots(DataViewSchema.Column column, int slots)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        if (column.HasSlotNames(slots))
            column.GetSlotNames(ref names);
        return [.. Enumerable.Range(0, slots).Select(slot => Name(names, slot) ?? OfSlot(slot))];
    }

    /// <summary>The name of a slot that has none.</summary>
    public static string OfSlot(int slot) => slot.ToString(CultureInfo.InvariantCulture);

    /// <summary>The values of a key column as text; for a key without one, its number from 1.</summary>
    public static string[] OfKeys(DataViewSchema.Column column, int count) =>
    [
        .. OfKeysOrEmpty(column, count)
            .Select((name, key) => name.Length > 0 ? name : (key + 1).ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>The values of a key column as text; for a key without one, empty text.</summary>
    public static string[] OfKeysOrEmpty(DataViewSchema.Column column, int count)
    {
        var type = column.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.KeyValues)?.Type as VectorDataViewType;
        VBuffer<ReadOnlyMemory<char>> names = default;
        if (type is not null && type.Size == count)
            names = Values(column, type);
        return [.. Enumerable.Range(0, count).Select(key => Name(names, key) ?? "")];
    }

    private static VBuffer<ReadOnlyMemory<char>> Values(DataViewSchema.Column column, VectorDataViewType type)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        if (type.ItemType is TextDataViewType)
            column.GetKeyValues(ref names);
        else if (KeyValues(type.ItemType.RawType) is { } read)
            names = read(column);
        return names;
    }

    private static Func<DataViewSchema.Column, VBuffer<ReadOnlyMemory<char>>>? KeyValues(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => Read<bool>,
        TypeCode.SByte => Read<sbyte>,
        TypeCode.Byte => Read<byte>,
        TypeCode.Int16 => Read<short>,
        TypeCode.UInt16 => Read<ushort>,
        TypeCode.Int32 => Read<int>,
        TypeCode.UInt32 => Read<uint>,
        TypeCode.Int64 => Read<long>,
        TypeCode.UInt64 => Read<ulong>,
        TypeCode.Single => Read<float>,
        TypeCode.Double => Read<double>,
        TypeCode.DateTime => Read<DateTime>,
        _ => null,
    };

    private static VBuffer<ReadOnlyMemory<char>> Read<T>(DataViewSchema.Column column)
    {
        VBuffer<T> values = default;
        column.GetKeyValues(ref values);
        ReadOnlyMemory<char>[] names =
            [.. values.DenseValues().Select(value => Convert.ToString(value, CultureInfo.InvariantCulture).AsMemory())];
        return new VBuffer<ReadOnlyMemory<char>>(names.Length, names);
    }

    private static string? Name(VBuffer<ReadOnlyMemory<char>> names, int index) =>
        names.Length > 0 && names.GetItemOrDefault(index) is { IsEmpty: false } name ? name.ToString() : null;
}
