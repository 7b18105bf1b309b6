using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms.Inspection;

namespace MlNetDl.Reports.Html.Profile;

/// <summary>Counts the values of a column, row by row.</summary>
internal abstract class ColumnCounter(DataViewSchema.Column column)
{
    /// <summary>Vectors of no more elements are told element by element.</summary>
    private const int MostElements = 16;

    protected DataViewSchema.Column Column => column;

    public static ColumnCounter Of(DataViewSchema.Column column) => column.Type switch
    {
        NumberDataViewType => new NumberCounter(column, size: null),
        VectorDataViewType { IsKnownSize: true, ItemType: NumberDataViewType } vector => vector.Size <= MostElements
            ? new NumberCounter(column, vector.Size)
            : new VectorCounter(column, vector.Size),
        TextDataViewType => new TextCounter(column),
        BooleanDataViewType => new ValueCounter<bool>(column, "Boolean", value => value ? "true" : "false"),
        KeyDataViewType { RawType: var raw } key when raw == typeof(byte) => KeyCounter<byte>(column, key, value => value),
        KeyDataViewType { RawType: var raw } key when raw == typeof(ushort) => KeyCounter<ushort>(column, key, value => value),
        KeyDataViewType { RawType: var raw } key when raw == typeof(uint) => KeyCounter<uint>(column, key, value => value),
        KeyDataViewType { RawType: var raw } key when raw == typeof(ulong) => KeyCounter<ulong>(column, key, value => value),
        DateTimeDataViewType => new ValueCounter<DateTime>(column, "date and time", value => Text(value), isOrdered: true),
        DateTimeOffsetDataViewType => new ValueCounter<DateTimeOffset>(column, "date and time", value => Text(value), isOrdered: true),
        TimeSpanDataViewType => new ValueCounter<TimeSpan>(column, "time span", value => value.ToString("c"), isOrdered: true),
        _ => new OtherCounter(column),
    };

    /// <summary>How many values of a row are kept, at most.</summary>
    public virtual int Width => 1;

    /// <summary>Prepares to read the rows a cursor goes through.</summary>
    public abstract void Open(DataViewRow row);

    /// <summary>Counts the value of the row the cursor is at.</summary>
    public abstract void Read();

    /// <summary>What was counted; of a vector there may be several.</summary>
    /// <param name="rows">The number of rows read.</param>
    public abstract IEnumerable<ColumnProfile> Profiles(long rows);

    private static string Text(IFormattable time) => time.ToString("u", null);

    private static ValueCounter<T> KeyCounter<T>(DataViewSchema.Column column, KeyDataViewType type, Func<T, ulong> number)
        where T : struct, IComparable<T>
    {
        // Keys count from 1, and 0 is the missing one. A key without values has its number for a name.
        var names = type.Count <= int.MaxValue ? ColumnNames.KeyValues(column, (int)type.Count) : null;
        return new ValueCounter<T>(
            column, $"key, {Figures.Count((long)type.Count)} values",
            value => names is null ? Figures.Count((long)number(value)) : names[(int)number(value) - 1],
            isMissing: value => number(value) == 0);
    }
}
