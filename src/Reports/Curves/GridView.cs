using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Reports.Curves;

/// <summary>The first row of data, again and again, each time with another pair of features.</summary>
internal sealed class GridView(IDataView source, FeaturePair features, IReadOnlyList<(float X, float Y)> grid) : IDataView
{
    public DataViewSchema Schema => source.Schema;

    public bool CanShuffle => false;

    public long? GetRowCount() => grid.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = columnsNeeded.Select(column => column.Index).ToHashSet();
        var own = features.Columns.Select(feature => feature.Index).ToHashSet();
        var others = Schema.Where(column => active.Contains(column.Index) && !own.Contains(column.Index));
        return new Cursor(source.GetRowCursor(others), features, grid, active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded)];

    private sealed class Cursor(
        DataViewRowCursor first, FeaturePair features, IReadOnlyList<(float X, float Y)> grid, HashSet<int> active) : DataViewRowCursor
    {
        private long _position = -1;

        public override DataViewSchema Schema => first.Schema;

        public override long Position => _position;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            features.Getter(column.Index, () => grid[(int)_position]) as ValueGetter<TValue>
                ?? first.GetGetter<TValue>(Schema[column.Index]);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

        public override bool MoveNext()
        {
            if (_position < 0 && !first.MoveNext())
                return false;
            if (_position + 1 == grid.Count)
                return false;
            _position++;
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                first.Dispose();
            base.Dispose(disposing);
        }
    }
}
