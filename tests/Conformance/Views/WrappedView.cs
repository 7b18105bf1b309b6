using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Tests.Conformance.Views;

/// <summary>Other data, read by way of cursors that do something of their own.</summary>
internal abstract class WrappedView(IDataView source) : IDataView
{
    public DataViewSchema Schema => source.Schema;

    public virtual bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public virtual DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        Wrap(source.GetRowCursor(columnsNeeded, rand));

    public virtual DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        Array.ConvertAll(source.GetRowCursorSet(columnsNeeded, n, rand), Wrap);

    protected abstract DataViewRowCursor Wrap(DataViewRowCursor cursor);

    /// <summary>A cursor that does what another does.</summary>
    protected abstract class WrappedCursor(DataViewRowCursor source) : DataViewRowCursor
    {
        public override long Position => source.Position;

        public override long Batch => source.Batch;

        public override DataViewSchema Schema => source.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => source.IsColumnActive(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => source.GetGetter<TValue>(column);

        public override bool MoveNext() => source.MoveNext();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                source.Dispose();
            base.Dispose(disposing);
        }
    }
}
