using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Benchmarks.OneHot;

/// <summary>Reads all rows through a cursor.</summary>
internal static class RowReader
{
    public static void Read(IDataView rows, IEnumerable<string> columns)
    {
        DataViewSchema.Column[] needed = [.. columns.Select(name => rows.Schema[name])];
        using var cursor = rows.GetRowCursor(needed);
        var readers = Array.ConvertAll(needed, column => Reader(cursor, column));
        while (cursor.MoveNext())
        {
            foreach (var reader in readers)
                reader.Read();
        }
    }

    private static ColumnReader Reader(DataViewRow row, DataViewSchema.Column column) => column.Type switch
    {
        TextDataViewType => new ColumnReader<ReadOnlyMemory<char>>(row, column),
        NumberDataViewType number when number == NumberDataViewType.Single => new ColumnReader<float>(row, column),
        NumberDataViewType number when number == NumberDataViewType.Int32 => new ColumnReader<int>(row, column),
        _ => new ColumnReader<VBuffer<float>>(row, column),
    };

    private abstract class ColumnReader
    {
        public abstract void Read();
    }

    private sealed class ColumnReader<T>(DataViewRow row, DataViewSchema.Column column) : ColumnReader
    {
        private readonly ValueGetter<T> _getter = row.GetGetter<T>(column);
        private T _value = default!;

        public override void Read() => _getter(ref _value);
    }
}
