using MlNetDl.Samples.Own.Csv;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Samples;

public sealed class CsvTableTests : IDisposable
{
    private readonly TempFolder _folder = new();

    // The cells are those that pandas.read_csv(dtype=str) gives, its missing ones (NaN) written as empty.
    [Fact]
    public void Quotes_belong_to_the_file_and_not_to_the_cell()
    {
        var table = Read(""""
            id,city,size
            1,"Port a, North",1.5
            2,"say ""hi""",2.5
            3,007,-0.5
            4,,3
            5,"",4
            6,it's,
            7,a;b,1e3
            8,"Port a, North",?

            """");

        Assert.Equal(["id", "city", "size"], table.Names);
        Assert.Equal(["Port a, North", "say \"hi\"", "007", "", "", "it's", "a;b", "Port a, North"], table.Cells[1]);
        Assert.Equal(["1.5", "2.5", "-0.5", "3", "4", "", "1e3", ""], table.Cells[2]);
        Assert.Equal([2, 3, 4, 5, 6, 7, 8, 9], table.Lines);
    }

    [Fact]
    public void A_line_break_in_quotes_is_part_of_the_cell()
    {
        var table = Read("id,note\n1,\"two\nlines\"\n2,plain\n3,\"two\nlines\"\n4,\n");

        Assert.Equal(["two\nlines", "plain", "two\nlines", ""], table.Cells[1]);
        Assert.Equal([2, 4, 5, 7], table.Lines);
    }

    [Theory]
    [InlineData("a,b\n1,x y\n")]
    [InlineData("a;b\n1;x y\n")]
    [InlineData("a\tb\n1\tx y\n")]
    [InlineData("a|b\n1|x y\n")]
    [InlineData("\uFEFFa,b\n1,x y\n")]
    [InlineData("a,b\r\n\r\n1,x y\r\n\r\n")]
    [InlineData("a,b\n1,x y")]
    [InlineData(" a , b\n 1,  x y \n")]
    [InlineData("\"a\",\"b\"\n\"1\", \"x y\"\n")]
    public void The_separator_the_line_ends_and_blanks_around_cells_may_be_any(string text)
    {
        var table = Read(text);

        Assert.Equal(["a", "b"], table.Names);
        Assert.Equal(["1"], table.Cells[0]);
        Assert.Equal(["x y"], table.Cells[1]);
    }

    [Fact]
    public void Missing_is_what_the_list_says_and_what_the_user_adds()
    {
        var path = _folder.Write("own.csv", "a,b\nNA,1\nN/A,2\nNaN,3\nnull,4\n?,5\n,6\n-999,7\nNAN!,8\n none,9\n");

        Assert.Equal(["", "", "", "", "", "", "-999", "NAN!", "none"], CsvTable.Read(path).Cells[0]);
        Assert.Equal(["", "", "", "", "", "", "", "NAN!", ""], CsvTable.Read(path, "-999", "none").Cells[0]);
    }

    [Fact]
    public void Rows_without_a_label_can_be_left_out()
    {
        var table = Read("x,y\n1,a\n2,\n3,NA\n4,b\n").WithoutMissing(1);

        Assert.Equal(["1", "4"], table.Cells[0]);
        Assert.Equal(["a", "b"], table.Cells[1]);
        Assert.Equal([2, 5], table.Lines);
    }

    [Fact]
    public void A_column_without_a_name_is_named_by_its_place() => Assert.Equal(["column 1", "a"], Read(",a\n0,1\n").Names);

    [Theory]
    [InlineData("", "PATH is empty; it must have a header and rows.")]
    [InlineData("a,b\n\n\"1\n\",2\n3\n", "PATH, line 5: 1 field, but the header has 2. Quote cells that hold the separator, and write an "
        + "empty cell for a missing one.")]
    [InlineData("a,b\n1,2,3\n", "PATH, line 2: 3 fields, but the header has 2. Quote cells that hold the separator, and write an "
        + "empty cell for a missing one.")]
    [InlineData("a,b\n1,2\n3,\"4\n5,6\n", "PATH, line 3: a quote opens here and is never closed.")]
    [InlineData("a,b\n5\" disk,1\n3\" disk,2\n", "PATH, line 2: a quote stands in a cell that does not begin with one. Quote the cell and "
        + "write the quote twice.")]
    [InlineData("a,b,a\n1,2,3\n", "PATH: the header has 'a' 2 times. Give each column a name of its own.")]
    public void What_is_no_table_is_refused_with_its_line(string text, string message)
    {
        var path = _folder.Write("own.csv", text);

        var refusal = Assert.Throws<UnusableDataException>(() => CsvTable.Read(path));

        Assert.Equal(message.Replace("PATH", path, StringComparison.Ordinal), refusal.Message);
    }

    public void Dispose() => _folder.Dispose();

    private CsvTable Read(string text) => CsvTable.Read(_folder.Write("own.csv", text));
}
