using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Samples.Own.Csv;

/// <summary>
/// Columns in memory as ML.NET reads them. Which columns there are is known only when the file has been read, so that
/// <c>LoadFromEnumerable</c>, which wants a class of rows, does not serve.
/// </summary>
internal sealed class TableView : IDataView
{
    private readonly IReadOnlyList<Array> _columns;
    private readonly int[] _rows;

    private TableView(DataViewSchema schema, IReadOnlyList<Array> columns, int[] rows)
    {
        Schema = schema;
        _columns = columns;
        _rows = rows;
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    /// <param name="columns">Names and values: <c>float[]</c>, <c>bool[]</c> or <c>string[]</c>, all of the same length.</param>
    public static TableView Of(params IReadOnlyList<(string Name, Array Values)> columns)
    {
        var schema = new DataViewSchema.Builder();
        var values = new List<Array>();
        foreach (var (name, array) in columns)
        {
            schema.AddColumn(name, array switch
            {
                float[] => NumberDataViewType.Single,
                bool[] => BooleanDataViewType.Instance,
                _ => TextDataViewType.Instance,
            });
            values.Add(array is string[] texts ? Array.ConvertAll(texts, text => text.AsMemory()) : array);
        }

        return new TableView(schema.ToSchema(), values, [.. Enumerable.Range(0, values[0].Length)]);
    }

    /// <summary>The rows named, by their place in the whole table.</summary>
    public TableView Rows(IEnumerable<int> rows) => new(Schema, _columns, [.. rows]);

    public long? GetRowCount() => _rows.Length;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        => new Cursor(this, columnsNeeded);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(TableView view, IEnumerable<DataViewSchema.Column> columnsNeeded) : DataViewRowCursor
    {
        private readonly HashSet<int> _active = [.. columnsNeeded.Select(column => column.Index)];
        private long _position = -1;
        private bool _hasEnded;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => _position;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

        public override bool MoveNext()
        {
            // Once at the end, always at the end.
            _hasEnded |= _position + 1 >= view._rows.Length;
            _position = _hasEnded ? -1 : _position + 1;
            return !_hasEnded;
        }

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
                throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' was not asked for.");

            var values = (TValue[])view._columns[column.Index];
            return (ref TValue value) => value = values[view._rows[_position]];
        }

        public override ValueGetter<DataViewRowId> GetIdGetter()
            => (ref DataViewRowId id) => id = new DataViewRowId((ulong)view._rows[_position], 0);
    }
}
