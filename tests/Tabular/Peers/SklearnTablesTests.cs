using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Samples;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Tabular.Peers;

/// <summary>
/// Whole tables against scikit-learn 1.2.1's <c>SimpleImputer</c>, pandas 1.5.3's <c>get_dummies</c> and numpy's <c>nanmedian</c>, bit
/// for bit; <c>sklearn_tables.py</c> asked them.
/// </summary>
public class SklearnTablesTests
{
    private static readonly Lazy<Dictionary<(string, string), SklearnTable>> _tables =
        new(() => SklearnTable.ReadAll().ToDictionary(table => (table.Table, table.Type)));

    private readonly MLContext _context = new();

    [Theory]
    [InlineData(DataKind.Single)]
    [InlineData(DataKind.Double)]
    public void Penguins_are_as_in_Python(DataKind type)
        => Check("penguins", "species", type, PenguinsCsv.FullPath, PenguinsCsv.FullPath);

    [SkippableTheory]
    [InlineData("california-housing", "median_house_value", DataKind.Single)]
    [InlineData("california-housing", "median_house_value", DataKind.Double)]
    [InlineData("adult", "over-50k", DataKind.Single)]
    [InlineData("adult", "over-50k", DataKind.Double)]
    [InlineData("adult", "over-50k", DataKind.Int64)]
    public void Real_tables_are_as_in_Python(string table, string label, DataKind type)
    {
        var folder = SharedData.Folder(table);
        Check(table, label, type, Path.Combine(folder, "train.csv"), Path.Combine(folder, "test.csv"));
    }

    private void Check(string table, string label, DataKind type, string trainPath, string testPath)
    {
        var expected = _tables.Value[(table, $"{type}")];
        var (train, test) = (Read(trainPath), Read(testPath));
        var transformer = _context.Transforms.TabularFeatures("Features", train.Schema, label).Fit(train);

        Assert.Equal(expected.Columns.Select(column => (column.Name, string.Join(' ', column.Medians), column.Missing)),
            transformer.Columns.Select(column => (column.Name, string.Join(' ', column.Medians), column.MissingInTraining)));
        Assert.Equal(expected.Slots.Select(slot => slot.Name), Features.Names(transformer.Transform(train)));
        Assert.Equal(expected.Slots.Select(slot => (slot.Name, slot.Hash)),
            expected.Slots.Zip(Hashes(transformer.Transform(test)), (slot, hash) => (slot.Name, hash)));

        IDataView Read(string path) => _context.Data.LoadFromTextFile(path, new TextLoader.Options
        {
            HasHeader = true,
            Separators = [','],
            AllowQuoting = true,
            MissingRealsAsNaNs = true,
            Columns = [.. File.ReadLines(path).First().Split(',').Select((name, index) => new TextLoader.Column(name,
                name != label && Array.Find(expected.Columns, column => column.Name == name)!.Medians.Length > 0 ? type : DataKind.String,
                index))],
        });
    }

    /// <summary>The script's <c>column_hash</c> of each slot.</summary>
    private static string[] Hashes(IDataView data)
    {
        ulong[]? hashes = null;
        var factor = 1UL;
        foreach (var vector in data.GetColumn<VBuffer<float>>("Features"))
        {
            hashes ??= new ulong[vector.Length];
            foreach (var (slot, value) in vector.Items())
                hashes[slot] = unchecked(hashes[slot] + (BitConverter.SingleToUInt32Bits(value) * factor));
            factor += 2;
        }

        return Array.ConvertAll(hashes!, hash => $"{hash:x16}");
    }
}
