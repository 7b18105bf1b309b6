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
    public static string[] OfKeys(DataViewSchema.Column column, int count)
        => Named(KeyValues(column, count), count);

    /// <summary>The classes that the slots of a multiclass model's scores are of; for one without a name, its number from 1.</summary>
    public static string[] OfClasses(DataViewSchema.Column column, int count) => Named(
        Values(column, AnnotationUtils.Kinds.TrainingLabelValues, count) ?? Values(column, AnnotationUtils.Kinds.SlotNames, count),
        count);

    /// <summary>The values of a key column as text, or null if it has none that can be read.</summary>
    public static string[]? KeyValues(DataViewSchema.Column column, int count) => Values(column, AnnotationUtils.Kinds.KeyValues, count);

    private static string[] Named(string[]? values, int count) =>
        [.. Enumerable.Range(0, count).Select(key => values?[key] is { Length: > 0 } value ? value : OfSlot(key + 1))];

    private static string[]? Values(DataViewSchema.Column column, string kind, int count)
    {
        var type = column.Annotations.Schema.GetColumnOrNull(kind)?.Type as VectorDataViewType;
        return type?.Size == count ? Reader(type.ItemType.RawType)?.Invoke(column, kind) : null;
    }

    private static Func<DataViewSchema.Column, string, string[]>? Reader(Type type)
        => type == typeof(ReadOnlyMemory<char>) ? Read<ReadOnlyMemory<char>>
            : type == typeof(bool) ? Read<bool>
            : type == typeof(sbyte) ? Read<sbyte>
            : type == typeof(byte) ? Read<byte>
            : type == typeof(short) ? Read<short>
            : type == typeof(ushort) ? Read<ushort>
            : type == typeof(int) ? Read<int>
            : type == typeof(uint) ? Read<uint>
            : type == typeof(long) ? Read<long>
            : type == typeof(ulong) ? Read<ulong>
            : type == typeof(float) ? Read<float>
            : type == typeof(double) ? Read<double>
            : type == typeof(DateTime) ? Read<DateTime>
            : type == typeof(DateTimeOffset) ? Read<DateTimeOffset>
            : type == typeof(TimeSpan) ? Read<TimeSpan>
            : null;

    private static string[] Read<T>(DataViewSchema.Column column, string kind)
    {
        VBuffer<T> values = default;
        column.Annotations.GetValue(kind, ref values);
        return [.. values.DenseValues().Select(value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")];
    }

    private static string? Name(VBuffer<ReadOnlyMemory<char>> names, int index) =>
        names.Length > 0 && names.GetItemOrDefault(index) is { IsEmpty: false } name ? name.ToString() : null;
}
