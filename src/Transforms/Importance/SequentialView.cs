using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace MlNetDl.Transforms.Importance;

/// <summary>The rows of a source in their order, some columns of which have values of their own.</summary>
internal abstract class SequentialView(IChannelProvider provider, IDataView source) : IDataView
{
    public abstract DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    private protected IDataView Source => source;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = columnsNeeded.Select(column => column.Index).ToHashSet();
        var cursor = source.GetRowCursor(Needed(active).Distinct().Select(index => source.Schema[index]));
        return new Cursor(provider, cursor, Schema, active, Getters(cursor));
    }

    // Rows are told by their place, which only a single cursor knows.
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded)];

    /// <summary>The source's columns that are read for columns of this view.</summary>
    private protected abstract IEnumerable<int> Needed(IReadOnlySet<int> active);

    /// <summary>Makes the getters of columns, or null of one that is the source's of the same index.</summary>
    private protected abstract Func<int, Delegate?> Getters(DataViewRow source);

    private sealed class Cursor(
        IChannelProvider provider, DataViewRowCursor source, DataViewSchema schema, HashSet<int> active, Func<int, Delegate?> getters)
        : SynchronizedCursorBase(provider, source)
    {
        public override DataViewSchema Schema => schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Ch.CheckParam(IsColumnActive(column), nameof(column), "requested column is not active");
            return getters(column.Index) is not { } getter
                ? Input.GetGetter<TValue>(Input.Schema[column.Index])
                : getter as ValueGetter<TValue>
                    ?? throw Ch.Except($"Column '{column.Name}' is {column.Type}; it cannot be read as {typeof(TValue)}.");
        }
    }
}
