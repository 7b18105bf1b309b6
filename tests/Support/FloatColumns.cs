using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Tests.Support;

/// <summary>The visible columns of numbers as text that any console prints: equal text means equal to the last bit.</summary>
internal static class FloatColumns
{
    /// <summary>For each column a line with the names of its slots, if they have any, and a line a row.</summary>
    public static IEnumerable<string> Lines(IDataView data)
    {
        foreach (var column in data.Schema.Where(column => !column.IsHidden))
        {
            if (column.Type == NumberDataViewType.Single)
            {
                foreach (var value in data.GetColumn<float>(column))
                    yield return $"{column.Name} {Bits(value)}";
            }
            else if (column.Type is VectorDataViewType vectorType && vectorType.ItemType == NumberDataViewType.Single)
            {
                if (column.HasSlotNames())
                {
                    var names = default(VBuffer<ReadOnlyMemory<char>>);
                    column.GetSlotNames(ref names);
                    var escaped = names.DenseValues().Select(name => Uri.EscapeDataString($"{name}"));
                    yield return $"names {column.Name} {string.Join(' ', escaped)}";
                }

                foreach (var vector in data.GetColumn<float[]>(column))
                    yield return $"{column.Name} {string.Join(' ', vector.Select(Bits))}";
            }
        }
    }

    private static string Bits(float value) => BitConverter.SingleToUInt32Bits(value).ToString("x8", CultureInfo.InvariantCulture);
}
