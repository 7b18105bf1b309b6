using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace MlNetDl.Transforms.Importance;

/// <summary>Data in which each stored column has the values of the rows that a column of row numbers says.</summary>
/// <param name="provider">What cursors report to.</param>
/// <param name="source">The data.</param>
/// <param name="rows">The name of the column of row numbers.</param>
/// <param name="stored">The stored columns by the index they have in the data; a slot of the row numbers each, in order.</param>
internal sealed class ShuffledColumns(
    IChannelProvider provider, IDataView source, string rows, IReadOnlyList<(int Index, StoredColumn Values)> stored)
    : SequentialView(provider, source)
{
    public override DataViewSchema Schema => Source.Schema;

    private protected override IEnumerable<int> Needed(IReadOnlySet<int> active) =>
        active.Where(index => !stored.Any(column => column.Index == index)).Append(Source.Schema[rows].Index);

    private protected override Func<int, Delegate?> Getters(DataViewRow source)
    {
        var getRows = source.GetGetter<VBuffer<float>>(source.Schema[rows]);
        VBuffer<float> numbers = default;
        var position = -1L;
        return index =>
        {
            for (var slot = 0; slot < stored.Count; slot++)
            {
                var of = slot;
                if (stored[slot].Index == index)
                    return stored[slot].Values.CreateGetter(() => Row(of));
            }

            return null;
        };

        int Row(int slot)
        {
            // Once a row: whoever shuffles counts how often it is asked.
            if (source.Position != position)
                getRows(ref numbers);
            position = source.Position;
            return (int)numbers.GetItemOrDefault(slot);
        }
    }
}
