using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Tests.OneHot.Peers;

/// <summary>Data whose columns are known only when the test runs.</summary>
internal sealed class ArrayTable : IDataView
{
    private readonly Column[] _columns;

    /// <param name="columns">One column or more, all with equally many values.</param>
    public ArrayTable(IEnumerable<Column> columns)
    {
        _columns = [.. columns];
        var schema = new DataViewSchema.Builder();
        foreach (var column in _columns)
            schema.AddColumn(column.Name, column.Type);

        Schema = schema.ToSchema();
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    public long? GetRowCount() => _columns[0].Values.Length;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        => new Cursor(this, [.. columnsNeeded.Select(column => column.Index)]);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    /// <summary>A column; its values are an array of the type's <see cref="DataViewType.RawType"/>.</summary>
    public sealed record Column(string Name, DataViewType Type, Array Values);

    private sealed class Cursor(ArrayTable table, HashSet<int> active) : DataViewRowCursor
    {
        private long _position = -1;

        public override DataViewSchema Schema => table.Schema;

        public override long Position => _position;

        public override long Batch => 0;

        public override bool MoveNext()
        {
            _position = _position + 1 < table.GetRowCount() ? _position + 1 : -1;
            return _position >= 0;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            var values = (TValue[])table._columns[column.Index].Values;
            return (ref TValue value) => value = values[_position];
        }

        public override ValueGetter<DataViewRowId> GetIdGetter()
            => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);
    }
}
