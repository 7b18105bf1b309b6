using System.Globalization;

namespace MlNetDl.Tests.Support;

/// <summary>Small edge-case inputs with known results, in the folder <c>cases</c> beside the data sets.</summary>
internal static class SharedCases
{
    /// <summary>The full path of a case's file; where the folder is absent, the test is skipped.</summary>
    public static string PathTo(string file) => Path.Combine(SharedData.Folder(Path.Combine("..", "cases")), file);

    /// <summary>The rows of a CSV file; a column the file lacks keeps its default.</summary>
    public static CaseRow[] Rows(string file)
    {
        var lines = File.ReadAllLines(PathTo(file));
        var header = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => Parse(header, line.Split(',')))];
    }

    private static CaseRow Parse(string[] header, string[] cells)
    {
        var row = new CaseRow();
        for (var i = 0; i < header.Length; i++)
        {
            switch (header[i])
            {
                case "x1": row.X1 = Number(cells[i]); break;
                case "x2": row.X2 = Number(cells[i]); break;
                case "y": row.Y = Number(cells[i]); break;
                case "w": row.Weight = Number(cells[i]); break;
                case "label":
                    row.Label = cells[i];
                    row.Flag = cells[i] == "true";
                    break;
                default: throw new InvalidDataException($"Nothing is known of the column '{header[i]}'.");
            }
        }

        return row;
    }

    private static float Number(string cell) => float.Parse(cell, CultureInfo.InvariantCulture);
}
