using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace MlNetDl.Tests.Sources;

/// <summary>A <c>DataFrame</c> of Microsoft.Data.Analysis, which is a data view itself.</summary>
public sealed class DataFrameTests : SourceTests
{
    private readonly StringDataFrameColumn _towns = new("Town", ["Rome", null]);
    private readonly SingleDataFrameColumn _costs = new("Cost", new float?[] { 1.5f, null });
    private readonly DoubleDataFrameColumn _distances = new("Distance", new double?[] { 2.5, null });
    private readonly Int32DataFrameColumn _guests = new("Guests", new int?[] { 3, null });
    private readonly BooleanDataFrameColumn _members = new("Member", new bool?[] { true, null });

    [Fact]
    public void Null_integers_and_Booleans_arrive_as_0_and_false()
    {
        IDataView data = new DataFrame(_towns, _costs, _distances, _guests, _members);

        Assert.Equal(["Rome", ""], data.GetColumn<string>("Town"));
        Assert.Equal([1.5f, float.NaN], data.GetColumn<float>("Cost"));
        Assert.Equal([2.5, double.NaN], data.GetColumn<double>("Distance"));
        Assert.Equal([3, 0], data.GetColumn<int>("Guests"));
        Assert.Equal([true, false], data.GetColumn<bool>("Member"));
    }

    [Fact]
    public void As_numbers_and_text_they_stay_missing() => SecondRowIsMissing(new DataFrame(
        _towns, _costs, _distances,
        new SingleDataFrameColumn("Guests", _guests.Select(guests => (float?)guests)),
        new StringDataFrameColumn("Member", _members.Select(member => member?.ToString()))));

    private protected override IDataView Load<TRow>(CsvTable<TRow> table) => new DataFrame(table.Columns.Select(
        (column, index) => Column(column.Name, column.PropertyType, table.Rows.Select(row => row[index]))));

    private static DataFrameColumn Column(string name, Type type, IEnumerable<object?> cells) => type == typeof(string)
        ? new StringDataFrameColumn(name, cells.Cast<string?>())
        : new SingleDataFrameColumn(name, cells.Select(cell => (float?)(double?)cell));
}
