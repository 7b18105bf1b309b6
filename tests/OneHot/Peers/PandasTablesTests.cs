using Microsoft.ML;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.OneHot.Peers;

/// <summary>
/// Random tables against pandas 1.5.3's <c>get_dummies(column, dummy_na=True)</c>; <c>pandas_tables.py</c> made them, with the
/// names that are to differ from pandas' own.
/// </summary>
public class PandasTablesTests
{
    private static readonly Lazy<PandasColumn[][]> _tables = new(PandasColumn.ReadTables);

    private readonly MLContext _context = new();

    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    [InlineData("sv-SE")]
    [InlineData("ar-SA")]
    public void Values_their_order_and_names_are_those_of_pandas_in_every_table(string culture) => Encoding.UnderCulture(culture, () =>
    {
        var differences = _tables.Value.SelectMany(Differences).ToArray();

        Assert.True(differences.Length == 0, $"{differences.Length} differences:\n" + string.Join('\n', differences.Take(20)));
    });

    // The script's own count: which names are to differ follows from its rule.
    [Theory]
    [InlineData("str", 4136, 34)]
    [InlineData("bool", 751, 0)]
    [InlineData("float32", 867, 1571)]
    [InlineData("float64", 1804, 1039)]
    [InlineData("int8", 308, 775)]
    [InlineData("int16", 285, 825)]
    [InlineData("int32", 287, 871)]
    [InlineData("int64", 258, 1088)]
    [InlineData("uint8", 267, 676)]
    [InlineData("uint16", 259, 647)]
    [InlineData("uint32", 278, 781)]
    [InlineData("uint64", 257, 945)]
    public void Names_are_pandas_own_but_for_the_deliberate_differences(string type, int same, int different)
    {
        var pairs = _tables.Value.SelectMany(table => table).Where(column => column.Type == type).SelectMany(column =>
            Encoding.SlotNames(Fit([column], out var data).Transform(data), column.Name).Zip(column.PandasNames)).ToArray();

        Assert.Equal((same, different), (pairs.Count(pair => pair.First == pair.Second), pairs.Count(pair => pair.First != pair.Second)));
    }

    [Fact]
    public void Among_the_tables_are_those_that_are_easily_got_wrong()
    {
        var columns = _tables.Value.SelectMany(table => table).ToArray();

        Assert.True(_tables.Value.Length >= 3000);
        Assert.Contains(_tables.Value, table => table.Length == 4);
        Assert.Contains(columns, column => column.Fit.Length == 0);
        Assert.Contains(columns, column => column.Fit.Length == 1);
        Assert.Contains(columns, column => column is { Fit.Length: > 1, Names.Length: 1 });
        Assert.Contains(columns, column => column.Values.Any(value => value?.Length == 10_001));
        Assert.Contains(columns, column => column.Slots.Contains(-1));
    }

    // Left out of the tables, since pandas 1.5.3 takes texts for equal that are equal up to a NUL.
    [Fact]
    public void Texts_that_differ_after_a_NUL_are_categories_of_their_own()
    {
        var data = Encoding.Text(_context, "a\0b", "a", "\0\0", "a\0", "\0", "");

        var encoded = Encoding.Fit(_context, data).Transform(data);

        Assert.Equal(["4", "2", "1", "3", "0", "5"], Encoding.HotSlots(encoded));
        Assert.Equal(["c_\0", "c_\0\0", "c_a", "c_a\0", "c_a\0b", "c_nan"], Encoding.SlotNames(encoded));
    }

    private IEnumerable<string> Differences(PandasColumn[] table, int number)
    {
        var transformer = Fit(table, out var fit);
        var encodedFit = transformer.Transform(fit);
        var encodedRows = transformer.Transform(new ArrayTable(table.Select(column => column.ToColumn(column.Rows))));

        foreach (var column in table)
        {
            (string What, string[] Expected, string[] Actual)[] parts =
            [
                ("names", column.Names, Encoding.SlotNames(encodedFit, column.Name)),
                ("slots", Hot(column.FitSlots), Encoding.HotSlots(encodedFit, column.Name)),
                ("slots of other rows", Hot(column.Slots), Encoding.HotSlots(encodedRows, column.Name)),
            ];
            foreach (var (what, expected, actual) in parts)
            {
                if (!actual.SequenceEqual(expected))
                {
                    yield return $"table {number}, {column.Type} column '{column.Name}', {what}: expected "
                        + $"[{string.Join(" | ", expected)}], not [{string.Join(" | ", actual)}]";
                }
            }
        }
    }

    private NaNAwareOneHotEncodingTransformer Fit(PandasColumn[] table, out IDataView data)
    {
        data = new ArrayTable(table.Select(column => column.ToColumn(column.Fit)));
        return _context.Transforms.Categorical
            .NaNAwareOneHotEncoding([.. table.Select(column => new InputOutputColumnPair(column.Name))]).Fit(data);
    }

    private static string[] Hot(int[] slots) => Array.ConvertAll(slots, slot => slot < 0 ? "" : $"{slot}");
}
