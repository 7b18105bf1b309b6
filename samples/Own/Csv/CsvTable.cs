using nietras.SeparatedValues;

namespace MlNetDl.Samples.Own.Csv;

/// <summary>
/// A CSV in memory, by column; a missing cell is empty. Quotes, line breaks in quotes and the separator (comma, semicolon, tab or
/// bar) are understood, blanks around a cell are not part of it, and empty lines are no rows.
/// </summary>
internal sealed class CsvTable
{
    /// <summary>What is read as missing, besides an empty cell.</summary>
    public static readonly string[] MissingTokens = ["NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "?"];

    private CsvTable(string[] names, string[][] cells, int[] lines)
    {
        Names = names;
        Cells = cells;
        Lines = lines;
    }

    public string[] Names { get; }

    /// <summary>The cells of each column.</summary>
    public string[][] Cells { get; }

    /// <summary>Where each row starts in the file; the header is in line 1.</summary>
    public int[] Lines { get; }

    public int Rows => Lines.Length;

    /// <param name="path">The file, in UTF-8.</param>
    /// <param name="moreMissingTokens">What is read as missing besides <see cref="MissingTokens"/>.</param>
    /// <exception cref="UnusableDataException">There is no such file, or it is not a table with a header.</exception>
    public static CsvTable Read(string path, params IEnumerable<string> moreMissingTokens)
    {
        if (!File.Exists(path))
            throw new UnusableDataException($"There is no file '{path}'.");

        HashSet<string> missing = [.. MissingTokens, .. moreMissingTokens];
        // The header is read as a row, and the fields are counted here: the reader's own errors quote whole rows.
        using var reader = Sep.Reader(options => options with
        {
            HasHeader = false,
            DisableColCountCheck = true,
            Unescape = true,
            Trim = SepTrim.Outer,
            CreateToString = SepToString.PoolPerCol(),
        }).FromFile(path);

        string[]? names = null;
        List<string>[] columns = [];
        var lines = new List<int>();
        foreach (var row in reader)
        {
            if (row.Span.IsEmpty)
                continue;

            CheckQuotes(path, row, reader.Spec.Sep.Separator);
            if (names is null)
            {
                names = ReadNames(path, row);
                columns = [.. names.Select(_ => new List<string>())];
                continue;
            }

            if (row.ColCount != names.Length)
            {
                throw new UnusableDataException($"{path}, line {row.LineNumberFrom}: {Fields(row.ColCount)}, but the header has "
                    + $"{names.Length}. Quote cells that hold the separator, and write an empty cell for a missing one.");
            }

            lines.Add(row.LineNumberFrom);
            for (var column = 0; column < columns.Length; column++)
            {
                var cell = row[column].ToString();
                columns[column].Add(missing.Contains(cell) ? "" : cell);
            }
        }

        return names is null
            ? throw new UnusableDataException($"{path} is empty; it must have a header and rows.")
            : new CsvTable(names, [.. columns.Select(cells => cells.ToArray())], [.. lines]);
    }

    /// <summary>The rows in which a column is not missing.</summary>
    public CsvTable WithoutMissing(int column)
    {
        int[] rows = [.. Enumerable.Range(0, Rows).Where(row => Cells[column][row].Length > 0)];
        return new CsvTable(Names, Array.ConvertAll(Cells, cells => Array.ConvertAll(rows, row => cells[row])),
            Array.ConvertAll(rows, row => Lines[row]));
    }

    // Either would silently make one cell of what follows, up to the next quote or the end of the file.
    private static void CheckQuotes(string path, SepReader.Row row, char separator)
    {
        var (quoted, atStart, previous) = (false, true, separator);
        foreach (var character in row.Span)
        {
            if (character == '"')
            {
                if (!quoted && !atStart && previous != '"')
                {
                    throw new UnusableDataException($"{path}, line {row.LineNumberFrom}: a quote stands in a cell that does not begin with "
                        + "one. Quote the cell and write the quote twice.");
                }

                quoted = !quoted;
                atStart = false;
            }
            else if (!quoted)
            {
                atStart = character == separator || (atStart && character == ' ');
            }

            previous = character;
        }

        if (quoted)
            throw new UnusableDataException($"{path}, line {row.LineNumberFrom}: a quote opens here and is never closed.");
    }

    private static string[] ReadNames(string path, SepReader.Row row)
    {
        var names = new string[row.ColCount];
        for (var column = 0; column < names.Length; column++)
        {
            var name = row[column].ToString();
            names[column] = name.Length > 0 ? name : $"column {column + 1}";
        }

        var twice = names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? names
            : throw new UnusableDataException(
                $"{path}: the header has '{twice.Key}' {twice.Count()} times. Give each column a name of its own.");
    }

    private static string Fields(int count) => count == 1 ? "1 field" : $"{count} fields";
}
