using MlNetDl.Samples.Own.Csv;
using MlNetDl.Tests.Support;

namespace MlNetDl.Tests.Samples;

/// <summary>Columns as they come out of a file.</summary>
internal static class OwnTables
{
    public static TableColumn Column(params IEnumerable<string> cells)
    {
        using var folder = new TempFolder();
        // The second column keeps a row with an empty cell from being an empty line.
        var rows = string.Concat(cells.Select(cell => $"\"{cell}\",0\n"));
        return new TableColumn(CsvTable.Read(folder.Write("own.csv", $"x,other\n{rows}")), 0);
    }

    public static IEnumerable<string> Repeated(int times, params string[] cells)
        => Enumerable.Repeat(cells, times).SelectMany(cell => cell);
}
