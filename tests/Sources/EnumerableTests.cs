using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace MlNetDl.Tests.Sources;

/// <summary>Objects, by <c>LoadFromEnumerable</c>.</summary>
public sealed class EnumerableTests : SourceTests
{
    [Fact]
    public void Nullable_numbers_are_refused_and_become_NaN_or_text_in_a_query()
    {
        NullableVisit[] visits = [new("Rome", 2, true), new(null, null, null)];

        Assert.Throws<ArgumentOutOfRangeException>(() => Context.Data.LoadFromEnumerable(visits.Select(visit => new { visit.Guests })));
        Assert.Throws<ArgumentOutOfRangeException>(() => Context.Data.LoadFromEnumerable(visits.Select(visit => new { visit.Member })));
        Assert.Throws<ArgumentOutOfRangeException>(() => Context.Data.LoadFromEnumerable([new { Cost = (float?)1 }]));

        SecondRowIsMissing(Context.Data.LoadFromEnumerable(visits.Select(visit => new
        {
            visit.Town,
            Guests = visit.Guests ?? float.NaN,
            Member = visit.Member?.ToString(),
        })));
    }

    // In objects keys begin at 0, and what is past the last one is missing.
    [Fact]
    public void Keys_begin_at_0()
    {
        var data = Context.Data.LoadFromEnumerable(new[] { new Keyed { Key = 0 }, new Keyed { Key = 2 }, new Keyed { Key = 3 } });

        Assert.Equal([1u, 3, 0], data.GetColumn<uint>(nameof(Keyed.Key)));
    }

    private protected override IDataView Load<TRow>(CsvTable<TRow> table) => Context.Data.LoadFromEnumerable(table.Rows.Select(cells =>
    {
        var row = new TRow();
        foreach (var (column, cell) in table.Columns.Zip(cells))
            Set(row, column, cell);
        return row;
    }).ToArray());

    private static void Set(object row, PropertyInfo column, object? cell)
        => column.SetValue(row, column.PropertyType == typeof(float) ? (float)((double?)cell ?? double.NaN) : cell);

    private sealed record NullableVisit(string? Town, int? Guests, bool? Member);

    private sealed class Keyed
    {
        [KeyType(3)]
        public uint Key { get; set; }
    }
}
