using System.Globalization;
using Xunit;
using static MlNetDl.Tests.Samples.OwnTables;

namespace MlNetDl.Tests.Samples;

public class TableColumnTests
{
    [Theory]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    public void Numbers_are_read_the_same_in_every_culture(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

            var column = Column("1.5", "-0.25", "", "1e3", "+7", "NA", "1.5");

            Assert.True(column.IsNumber);
            Assert.Equal([1.5f, -0.25f, float.NaN, 1000, 7, float.NaN, 1.5f], column.Numbers);
            Assert.Equal(2, column.Missing);
            Assert.Equal(4, column.Distinct);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("1,5")]
    [InlineData("1e999")]
    [InlineData("Infinity")]
    [InlineData("0x1F")]
    [InlineData("12 %")]
    [InlineData("true")]
    public void One_cell_that_is_no_finite_number_makes_the_column_text(string cell)
    {
        var column = Column("1", "2", "", cell, "4");

        Assert.False(column.IsNumber);
        Assert.Equal((cell, 5), column.Stray);
    }

    [Fact]
    public void A_column_of_words_has_no_stray_ones() => Assert.Null(Column("a", "b", "1", "c").Stray);

    [Fact]
    public void Text_is_distinct_by_code_point() => Assert.Equal(5, Column("a", "A", "\u00e9", "e\u0301", "1.0", "a", "").Distinct);

    [Fact]
    public void Numbers_are_distinct_by_value() => Assert.Equal(2, Column("1", "1.0", "01", "2").Distinct);

    [Fact]
    public void A_column_is_left_out_where_nothing_can_be_learned_from_it()
    {
        Assert.Equal("all missing", Column("", "NA", "").LeftOut);
        Assert.Equal("constant", Column("7", "7.0", "7").LeftOut);
        Assert.Equal("constant", Column("x", "x", "x").LeftOut);
        Assert.Equal("whole numbers that rise from row to row", Column("1", "2", "5").LeftOut);
        Assert.Equal("text, and nearly every value is different", Column(Numbered(18).Append("n1").Append("n2")).LeftOut);
        Assert.Equal("text with more than 1000 different values", Column(Numbered(1001).Concat(Numbered(1001))).LeftOut);
    }

    [Fact]
    public void A_column_is_kept_where_something_can_be_learned_from_it()
    {
        // Whether the one value is there may say something.
        Assert.Null(Column("7", "", "7").LeftOut);
        Assert.Null(Column("x", "", "x").LeftOut);
        Assert.Null(Column("1", "3", "2").LeftOut);
        Assert.Null(Column("1.5", "2.5", "3.5").LeftOut);
        Assert.Null(Column(Numbered(17).Append("n1").Append("n2")).LeftOut);
        Assert.Null(Column(Numbered(1000).Concat(Numbered(1000))).LeftOut);
    }

    private static IEnumerable<string> Numbered(int count) => Enumerable.Range(1, count).Select(number => $"n{number}");
}
