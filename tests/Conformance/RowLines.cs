using Microsoft.ML;
using MlNetDl.Tests.Support;

namespace MlNetDl.Tests.Conformance;

/// <summary>The rows of data as text, by their number: what can be compared in whatever order they come.</summary>
internal static class RowLines
{
    /// <summary>The values of the visible columns of these names, or of all.</summary>
    public static SortedDictionary<int, string> Of(IDataView view, params string[] columns)
    {
        var chosen = columns.Length > 0
            ? [.. columns.Select(name => view.Schema[name])]
            : view.Schema.Where(column => !column.IsHidden).ToArray();
        using var cursor = view.GetRowCursor(chosen.Append(view.Schema[nameof(SampleRow.Number)]).DistinctBy(column => column.Index));
        var lines = new SortedDictionary<int, string>();
        var read = Reader(cursor, chosen);
        while (cursor.MoveNext())
            Add(lines, read());
        return lines;
    }

    /// <summary>Reads the number and the values of the row the cursor is at.</summary>
    public static Func<(int Number, string Line)> Reader(DataViewRow row, IReadOnlyList<DataViewSchema.Column> columns)
    {
        var number = row.GetGetter<int>(row.Schema[nameof(SampleRow.Number)]);
        var readers = columns.Select(column => ValueText.Reader(row, column)).ToArray();
        return () =>
        {
            var value = -1;
            number(ref value);
            return (value, string.Join(" | ", readers.Select((read, i) => $"{columns[i].Name} {read()}")));
        };
    }

    /// <summary>Fails if there is such a row.</summary>
    public static void Add(SortedDictionary<int, string> lines, (int Number, string Line) row) => lines.Add(row.Number, row.Line);
}
