using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Tests.Support;

/// <summary>The visible columns of data as text that any console prints: equal text means equal to the last bit.</summary>
internal static class VisibleColumns
{
    /// <summary>For each column a line with the names of its slots, if they have any, and a line a row.</summary>
    public static IEnumerable<string> Lines(IDataView data)
    {
        foreach (var column in data.Schema.Where(column => !column.IsHidden))
        {
            if (column.HasSlotNames())
            {
                var names = default(VBuffer<ReadOnlyMemory<char>>);
                column.GetSlotNames(ref names);
                yield return $"names {column.Name} {string.Join(' ', names.DenseValues().Select(name => Uri.EscapeDataString($"{name}")))}";
            }

            using var cursor = data.GetRowCursor([column]);
            var read = ValueText.Reader(cursor, column);
            while (cursor.MoveNext())
                yield return $"{column.Name} {read()}";
        }
    }
}
