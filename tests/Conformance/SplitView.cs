using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Tests.Conformance;

/// <summary>Data whose rows go to the cursors of a set in turn, as those of a large file do in blocks.</summary>
internal sealed class SplitView(IDataView source) : IDataView
{
    public DataViewSchema Schema => source.Schema;

    public bool CanShuffle => false;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        source.GetRowCursor(columnsNeeded);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var columns = columnsNeeded.ToArray();
        return [.. Enumerable.Range(0, n).Select(i => new Cursor(source.GetRowCursor(columns), i, n))];
    }

    /// <summary>Every n-th row from a first one on.</summary>
    private sealed class Cursor(DataViewRowCursor source, int first, int step) : DataViewRowCursor
    {
        private long _position = -1;

        public override long Position => _position;

        public override long Batch => source.Position;

        public override DataViewSchema Schema => source.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => source.IsColumnActive(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => source.GetGetter<TValue>(column);

        public override bool MoveNext()
        {
            for (var moves = _position < 0 ? first + 1 : step; moves > 0; moves--)
            {
                if (!source.MoveNext())
                    return false;
            }

            _position++;
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
