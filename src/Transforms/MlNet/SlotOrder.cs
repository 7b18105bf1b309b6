using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Transforms.MlNet;

/// <summary>Finds vectors that hold what they should, but in another order: nothing else tells them from right ones.</summary>
internal static class SlotOrder
{
    /// <summary>
    /// The first slot that is named otherwise than it was, where the names are all the same and only their order is another; null if the
    /// order is the same, if slots have no names, or if they have been renamed.
    /// </summary>
    /// <param name="found">A vector column.</param>
    /// <param name="learned">The column it stands for, of the same size.</param>
    public static (int Slot, string Found, string Learned)? FirstMoved(DataViewSchema.Column found, DataViewSchema.Column learned)
    {
        var size = ((VectorDataViewType)found.Type).Size;
        if (!found.HasSlotNames(size) || !learned.HasSlotNames(size))
            return null;
        var (names, before) = (Names(found), Names(learned));
        for (var slot = 0; slot < size; slot++)
        {
            if (!names[slot].Span.SequenceEqual(before[slot].Span))
                return Sorted(names).SequenceEqual(Sorted(before)) ? (slot, $"{names[slot]}", $"{before[slot]}") : null;
        }

        return null;
    }

    private static ReadOnlyMemory<char>[] Names(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues()];
    }

    private static IEnumerable<string> Sorted(ReadOnlyMemory<char>[] names) =>
        names.Select(name => name.ToString()).Order(StringComparer.Ordinal);
}
