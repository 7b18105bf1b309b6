using Microsoft.ML;

namespace MlNetDl.Tests.Conformance.Views;

/// <summary>Data that count what is read of them.</summary>
internal sealed class CountingView(IDataView source) : WrappedView(source)
{
    private readonly long[] _values = new long[source.Schema.Count];
    private readonly HashSet<string> _asked = [];
    private int _cursors;
    private int _rows;

    /// <summary>How often cursors were asked for.</summary>
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

    public override DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        base.GetRowCursor(Count(columnsNeeded), rand);

    public override DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        base.GetRowCursorSet(Count(columnsNeeded), n, rand);

    protected override DataViewRowCursor Wrap(DataViewRowCursor cursor) => new Cursor(this, cursor);

    private DataViewSchema.Column[] Count(IEnumerable<DataViewSchema.Column> columns)
    {
        var asked = columns.ToArray();
        Interlocked.Increment(ref _cursors);
        lock (_asked)
            _asked.UnionWith(asked.Select(column => column.Name));
        return asked;
    }

    private sealed class Cursor(CountingView view, DataViewRowCursor source) : WrappedCursor(source)
    {
        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            var getter = base.GetGetter<TValue>(column);
            return (ref TValue value) =>
            {
                Interlocked.Increment(ref view._values[column.Index]);
                getter(ref value);
            };
        }

        public override bool MoveNext()
        {
            if (!base.MoveNext())
                return false;
            Interlocked.Increment(ref view._rows);
            return true;
        }
    }
}
