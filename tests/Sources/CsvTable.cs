using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Tests.Sources;

/// <summary>A CSV file of text and numbers, whose columns are the properties of a class, and its cells, read without ML.NET.</summary>
internal sealed class CsvTable<TRow>
    where TRow : class, new()
{
    private readonly string _path;

    /// <param name="path">A file without quotes, with a header.</param>
    public CsvTable(string path)
    {
        _path = path;
        Rows = [.. File.ReadLines(path).Skip(1).Select(line => line.Split(',')).Select(cells => Columns.Zip(cells, Parse).ToArray())];
    }

    public IReadOnlyList<PropertyInfo> Columns { get; } = typeof(TRow).GetProperties();

    /// <summary>Texts and doubles; null, where the cell is empty.</summary>
    public object?[][] Rows { get; }

    /// <summary>The file by ML.NET's own loader: what every other source is compared with.</summary>
    public IDataView Load(MLContext mlContext) => mlContext.Data.LoadFromTextFile<TRow>(_path, new TextLoader.Options
    {
        HasHeader = true,
        Separators = [','],
        MissingRealsAsNaNs = true,
    });

    private static object? Parse(PropertyInfo column, string cell) => cell.Length == 0 ? null
        : column.PropertyType == typeof(string) ? cell
        : double.Parse(cell, CultureInfo.InvariantCulture);
}
