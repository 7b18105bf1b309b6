using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Tests.Conformance.Views;

/// <summary>The same data with vectors stored sparsely; one value that could be left out is kept.</summary>
internal sealed class SparseView(IDataView source) : WrappedView(source)
{
    protected override DataViewRowCursor Wrap(DataViewRowCursor cursor) => new Cursor(cursor);

    private sealed class Cursor(DataViewRowCursor source) : WrappedCursor(source)
    {
        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => base.GetGetter<TValue>(column) switch
        {
            ValueGetter<VBuffer<float>> numbers => (ValueGetter<TValue>)(object)Sparse(numbers, value => value == 0),
            ValueGetter<VBuffer<ReadOnlyMemory<char>>> texts => (ValueGetter<TValue>)(object)Sparse(texts, text => text.IsEmpty),
            var other => other,
        };

        private static ValueGetter<VBuffer<T>> Sparse<T>(ValueGetter<VBuffer<T>> getter, Func<T, bool> isDefault)
        {
            VBuffer<T> dense = default;
            return (ref VBuffer<T> sparse) =>
            {
                getter(ref dense);
                var kept = dense.Items(all: true).Where((item, i) => i == 0 || !isDefault(item.Value)).ToArray();
                sparse = new(
                    dense.Length, kept.Length, [.. kept.Select(item => item.Value), default!], [.. kept.Select(item => item.Key), 0]);
            };
        }
    }
}
