using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Samples.Service;

/// <summary>The names that ML.NET keeps beside a column.</summary>
internal static class Names
{
    /// <summary>The names of the values of a key; null if they are not texts.</summary>
    public static string[]? OfKeys(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull("KeyValues")?.Type is not VectorDataViewType { ItemType: TextDataViewType })
            return null;
        var names = default(VBuffer<ReadOnlyMemory<char>>);
        column.GetKeyValues(ref names);
        return Texts(names);
    }

    /// <summary>The names of the slots of a vector; null if it has none.</summary>
    public static string[]? OfSlots(DataViewSchema.Column column)
    {
        if (!column.HasSlotNames())
            return null;
        var names = default(VBuffer<ReadOnlyMemory<char>>);
        column.GetSlotNames(ref names);
        return Texts(names);
    }

    private static string[] Texts(VBuffer<ReadOnlyMemory<char>> names) => [.. names.DenseValues().Select(name => name.ToString())];
}
