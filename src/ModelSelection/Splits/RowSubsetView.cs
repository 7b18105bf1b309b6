using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.ModelSelection.Splits;

/// <summary>Some rows of a view, read through it: in its order, with its schema and ids.</summary>
/// <remarks>
/// A row is told by its place. Where the source is shuffled or read by several cursors at once, it is told by its id; where the source's
/// ids
/// are not distinct there is neither.
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
        return shuffles ? new IdCursor(this, input, active) : new PlaceCursor(this, input, active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        if (n <= 1 || !source.Ids.AreDistinct)
            return [GetRowCursor(columnsNeeded, rand)];
        var active = Active(columnsNeeded);
        var inputs = source.Data.GetRowCursorSet(Schema.Where(column => active[column.Index]), n, CanShuffle ? rand : null);
        return [.. inputs.Select(input => new IdCursor(this, input, active))];
    }

    private bool[] Active(IEnumerable<DataViewSchema.Column> columnsNeeded)
    {
        var active = new bool[Schema.Count];
        foreach (var column in columnsNeeded)
            active[column.Index] = true;
        return active;
    }

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
                throw View.Changed(FormattableString.Invariant($"there were {View.Source.Rows} rows, and now there are {_row + 1}"));
            return false;
        }
    }

    /// <summary>A cursor over rows in any order.</summary>
    private sealed class IdCursor(RowSubsetView view, DataViewRowCursor input, bool[] active) : Cursor(view, input, active)
    {
        private readonly ValueGetter<DataViewRowId> _getId = input.GetIdGetter();

        protected override bool MoveNextCore()
        {
            DataViewRowId id = default;
            while (Input.MoveNext())
            {
                _getId(ref id);
                var row = View.Source.Ids.Find(id);
                if (row < 0)
                    throw View.Changed($"no row had the id {id}");
                if (View.Rows.Contains(row))
                    return true;
            }

            return false;
        }
    }
}
