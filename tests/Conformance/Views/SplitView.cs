using Microsoft.ML;

namespace MlNetDl.Tests.Conformance.Views;

/// <summary>Data whose rows go to the cursors of a set in turn, as those of a large file do in blocks.</summary>
internal sealed class SplitView(IDataView source) : WrappedView(source)
{
    public override bool CanShuffle => false;

    public override DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var columns = columnsNeeded.ToArray();
        return [.. Enumerable.Range(0, n).Select(i => new Cursor(GetRowCursor(columns), i, n))];
    }

    protected override DataViewRowCursor Wrap(DataViewRowCursor cursor) => cursor;

    /// <summary>Every n-th row from a first one on.</summary>
    private sealed class Cursor(DataViewRowCursor source, int first, int step) : WrappedCursor(source)
    {
        private long _rows;

        public override long Position => _rows - 1;

        public override long Batch => (_rows * step) + first;

        public override bool MoveNext()
        {
            for (var moves = _rows == 0 ? first + 1 : step; moves > 0; moves--)
            {
                if (!base.MoveNext())
                    return false;
            }

            _rows++;
            return true;
        }
    }
}
