using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Tests.Conformance;

/// <summary>Data that count what is read of them.</summary>
internal sealed class CountingView(IDataView source) : IDataView
{
    private readonly long[] _values = new long[source.Schema.Count];
    private readonly HashSet<string> _asked = [];
    private int _cursors;
    private int _rows;

    public DataViewSchema Schema => source.Schema;

    public bool CanShuffle => source.CanShuffle;

    /// <summary>The cursors that were opened.</summary>
    public int Cursors => _cursors;

    /// <summary>The rows that cursors moved to.</summary>
    public int Rows => _rows;

    /// <summary>The columns that cursors were asked for.</summary>
    public string[] Asked
    {
        get
        {
            lock (_asked)
                return [.. _asked.Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>The columns of which values were read, each with their number.</summary>
    public Dictionary<string, long> Values => Schema.Where(column => _values[column.Index] > 0)
        .ToDictionary(column => column.Name, column => _values[column.Index]);

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var columns = Ask(columnsNeeded);
        return new Cursor(this, source.GetRowCursor(columns, rand));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var columns = Ask(columnsNeeded);
        return [.. source.GetRowCursorSet(columns, n, rand).Select(cursor => new Cursor(this, cursor))];
    }

    private DataViewSchema.Column[] Ask(IEnumerable<DataViewSchema.Column> columns)
    {
        var asked = columns.ToArray();
        Interlocked.Increment(ref _cursors);
        lock (_asked)
            _asked.UnionWith(asked.Select(column => column.Name));
        return asked;
    }

    private sealed class Cursor(CountingView view, DataViewRowCursor source) : DataViewRowCursor
    {
        public override long Position => source.Position;

        public override long Batch => source.Batch;

        public override DataViewSchema Schema => source.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => source.IsColumnActive(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            var getter = source.GetGetter<TValue>(column);
            return (ref TValue value) =>
            {
                Interlocked.Increment(ref view._values[column.Index]);
                getter(ref value);
            };
        }

        public override bool MoveNext()
        {
            if (!source.MoveNext())
                return false;
            Interlocked.Increment(ref view._rows);
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                source.Dispose();
            base.Dispose(disposing);
        }
    }
}
