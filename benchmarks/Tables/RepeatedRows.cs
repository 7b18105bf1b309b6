using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Benchmarks.Tables;

/// <summary>
/// Columns in memory, repeated from the start until there are as many rows as wanted: a source that costs next to nothing, so
/// that what is measured is what reads from it.
/// </summary>
internal sealed class RepeatedRows : IDataView
{
    private readonly Array[] _columns;
    private readonly int _distinct;
    private readonly long _rows;

    /// <param name="columns">Names, and values of a type that ML.NET has a column type for: as many in each.</param>
    /// <param name="rows">The number of rows.</param>
    public RepeatedRows(IReadOnlyList<(string Name, Array Values)> columns, long rows)
    {
        _columns = [.. columns.Select(column => column.Values)];
        _distinct = _columns[0].Length;
        _rows = rows;
        var schema = new DataViewSchema.Builder();
        foreach (var (name, values) in columns)
            schema.AddColumn(name, TypeOf(values));
        Schema = schema.ToSchema();
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    public long? GetRowCount() => _rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(this);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [new Cursor(this)];

    private static DataViewType TypeOf(Array values) => values switch
    {
        ReadOnlyMemory<char>[] => TextDataViewType.Instance,
        float[] => NumberDataViewType.Single,
        int[] => NumberDataViewType.Int32,
        bool[] => BooleanDataViewType.Instance,
        _ => throw new ArgumentException($"There is no column type for {values.GetType()}.", nameof(values)),
    };

    private sealed class Cursor(RepeatedRows parent) : DataViewRowCursor
    {
        private long _position = -1;
        private int _row = -1;

        public override DataViewSchema Schema => parent.Schema;

        public override long Position => _position;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override bool MoveNext()
        {
            if (++_position == parent._rows)
                return false;

            if (++_row == parent._distinct)
                _row = 0;
            return true;
        }

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            var values = (TValue[])parent._columns[column.Index];
            return (ref TValue value) => value = values[_row];
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new((ulong)_position, 0);
    }
}
