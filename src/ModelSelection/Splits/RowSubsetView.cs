using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.ModelSelection.Splits;

/// <summary>Some rows of a view, read through it: in its order, with its schema and ids.</summary>
/// <remarks>
/// A row is told by its place. Where the source is shuffled or read by several cursors at once, it is told by its id; where the source's
/// ids are not distinct there is neither.
/// </remarks>
internal sealed class RowSubsetView(SplitSource source, RowSet rows) : IDataView
{
    public SplitSource Source => source;

    public RowSet Rows => rows;

    public DataViewSchema Schema => source.Data.Schema;

    public bool CanShuffle => source.Data.CanShuffle && source.Ids.AreDistinct;

    public long? GetRowCount() => rows.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = Active(columnsNeeded);
        var shuffles = rand is not null && CanShuffle;
        var input = source.Data.GetRowCursor(Schema.Where(column => active[column.Index]), shuffles ? rand : null);
        return shuffles ? new IdCursor(this, input, active, new Tally(1)) : new PlaceCursor(this, input, active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        if (n <= 1 || !source.Ids.AreDistinct)
            return [GetRowCursor(columnsNeeded, rand)];
        var active = Active(columnsNeeded);
        var inputs = source.Data.GetRowCursorSet(Schema.Where(column => active[column.Index]), n, CanShuffle ? rand : null);
        var tally = new Tally(inputs.Length);
        return [.. inputs.Select(input => new IdCursor(this, input, active, tally))];
    }

    private bool[] Active(IEnumerable<DataViewSchema.Column> columnsNeeded)
    {
        var active = new bool[Schema.Count];
        foreach (var column in columnsNeeded)
            active[column.Index] = true;
        return active;
    }

    private Exception Changed(long rows) =>
        Changed(FormattableString.Invariant($"there were {source.Rows} rows, and now there are {rows}"));

    private Exception Changed(string how) => source.Refuse(
        $"the data have changed since they were split: {how}. Give data that are the same each time they are read, " +
        "or keep them by mlContext.Data.Cache.");

    private abstract class Cursor(RowSubsetView view, DataViewRowCursor input, bool[] active)
        : LinkedRowRootCursorBase(view.Source.Env, input, view.Schema, active)
    {
        protected RowSubsetView View { get; } = view;

        public sealed override long Batch => Input.Batch;

        public sealed override ValueGetter<DataViewRowId> GetIdGetter() => Input.GetIdGetter();
    }

    /// <summary>A cursor over rows in their order.</summary>
    private sealed class PlaceCursor(RowSubsetView view, DataViewRowCursor input, bool[] active) : Cursor(view, input, active)
    {
        private int _row = -1;

        protected override bool MoveNextCore()
        {
            while (Input.MoveNext())
            {
                if (++_row == View.Source.Rows)
                    throw View.Changed(FormattableString.Invariant($"there were {View.Source.Rows} rows, and now there are more"));
                if (View.Rows.Contains(_row))
                    return true;
            }

            if (_row + 1 < View.Source.Rows)
                throw View.Changed(_row + 1);
            return false;
        }
    }

    /// <summary>A cursor over rows in any order, one of several that together go through all of them.</summary>
    private sealed class IdCursor(RowSubsetView view, DataViewRowCursor input, bool[] active, Tally tally) : Cursor(view, input, active)
    {
        private readonly ValueGetter<DataViewRowId> _getId = input.GetIdGetter();
        private long _read;

        protected override bool MoveNextCore()
        {
            DataViewRowId id = default;
            while (Input.MoveNext())
            {
                _read++;
                _getId(ref id);
                var row = View.Source.Ids.Find(id);
                if (row < 0)
                    throw View.Changed($"no row had the id {id}");
                if (View.Rows.Contains(row))
                    return true;
            }

            if (tally.HaveAllEnded(_read, out var rows) && rows != View.Source.Rows)
                throw View.Changed(rows);
            return false;
        }
    }

    /// <summary>The rows that several cursors have read.</summary>
    private sealed class Tally(int cursors)
    {
        private int _open = cursors;
        private long _rows;

        /// <summary>Adds what one cursor has read to its end.</summary>
        public bool HaveAllEnded(long read, out long rows)
        {
            Interlocked.Add(ref _rows, read);
            var isLast = Interlocked.Decrement(ref _open) == 0;
            rows = Interlocked.Read(ref _rows);
            return isLast;
        }
    }
}
