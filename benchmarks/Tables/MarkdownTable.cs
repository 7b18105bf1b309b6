using System.Globalization;
using Spectre.Console;

namespace MlNetDl.Benchmarks.Tables;

/// <summary>A table that can be copied into a document as it is printed.</summary>
internal sealed class MarkdownTable
{
    private readonly Table _table = new Table().Border(TableBorder.Markdown);

    public MarkdownTable(params string[] columns)
    {
        _table.AddColumns([.. columns.Select(Markup.Escape)]);
        foreach (var column in _table.Columns.Skip(1))
            column.RightAligned();
    }

    public void Add(params FormattableString[] cells) =>
        _table.AddRow([.. cells.Select(cell => Markup.Escape(cell.ToString(CultureInfo.InvariantCulture)))]);

    public void Write() => Output.Console.Write(_table);
}
