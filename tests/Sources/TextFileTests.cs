using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace MlNetDl.Tests.Sources;

/// <summary>Text files, by <c>LoadFromTextFile</c>: here with other separators than those the rest is compared with.</summary>
public sealed class TextFileTests : SourceTests
{
    private const string Visits = "Rome,1.5,2.5,3,9007199254740993,true\n,,,,,\n";

    private readonly TextLoader.Options _options = new() { Separators = [','], MissingRealsAsNaNs = true };

    [Fact]
    public void Empty_integers_and_Booleans_arrive_as_0_and_false()
    {
        var data = Context.Data.LoadFromTextFile<Visit>(Folder.Write("visits.csv", Visits), _options);

        Assert.Equal(["Rome", ""], data.GetColumn<string>(nameof(Visit.Town)));
        Assert.Equal([1.5f, float.NaN], data.GetColumn<float>(nameof(Visit.Cost)));
        Assert.Equal([2.5, double.NaN], data.GetColumn<double>(nameof(Visit.Distance)));
        Assert.Equal([3, 0], data.GetColumn<int>(nameof(Visit.Guests)));
        Assert.Equal([9007199254740993, 0], data.GetColumn<long>(nameof(Visit.Phone)));
        Assert.Equal([true, false], data.GetColumn<bool>(nameof(Visit.Member)));
    }

    [Fact]
    public void Empty_numbers_are_0_unless_missing_reals_are_to_be_NaN()
    {
        _options.MissingRealsAsNaNs = false;
        var data = Context.Data.LoadFromTextFile<Visit>(Folder.Write("visits.csv", Visits), _options);

        Assert.Equal([1.5f, 0], data.GetColumn<float>(nameof(Visit.Cost)));
    }

    [Fact]
    public void Read_as_numbers_and_text_they_stay_missing()
        => SecondRowIsMissing(Context.Data.LoadFromTextFile<GappedVisit>(Folder.Write("visits.csv", Visits), _options));

    // In a file keys begin at 0, and an empty one is missing.
    [Fact]
    public void Keys_begin_at_0()
    {
        _options.Columns = [new TextLoader.Column("Key", DataKind.UInt32, [new TextLoader.Range(0)], new KeyCount(3))];
        var data = Context.Data.LoadFromTextFile(Folder.Write("keys.csv", "0,a\n2,b\n,c\n"), _options);

        Assert.Equal([1u, 3, 0], data.GetColumn<uint>("Key"));
    }

    private protected override IDataView Load<TRow>(CsvTable<TRow> table)
    {
        var lines = table.Rows.Select(cells => string.Join('\t', cells.Select(cell => FormattableString.Invariant($"{cell}"))));
        return Context.Data.LoadFromTextFile<TRow>(
            Folder.Write("table.tsv", string.Join('\n', lines)), new TextLoader.Options { MissingRealsAsNaNs = true });
    }
}
