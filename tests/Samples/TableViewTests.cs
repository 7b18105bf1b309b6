using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Samples.Own.Csv;
using Xunit;

namespace MlNetDl.Tests.Samples;

public class TableViewTests
{
    private readonly TableView _view = TableView.Of(
        ("size", new[] { 1.5f, float.NaN, 3, 4 }),
        ("city", new[] { "oslo", "", "rome", "bonn" }),
        ("over", new[] { true, false, true, false }));

    [Fact]
    public void MLNET_reads_the_columns_as_they_are()
    {
        var rows = new MLContext().Data.CreateEnumerable<Row>(_view, reuseRowObject: false);

        Assert.Equal(
            [(1.5f, "oslo", true), (float.NaN, "", false), (3, "rome", true), (4, "bonn", false)],
            rows.Select(row => (row.Size, row.City, row.Over)));
    }

    [Fact]
    public void A_part_has_the_rows_it_names()
    {
        var part = _view.Rows([2, 0]);

        Assert.Equal(2, part.GetRowCount());
        Assert.Equal(["rome", "oslo"], part.GetColumn<string>("city"));
    }

    [Fact]
    public void At_its_end_a_cursor_stays_there()
    {
        using var cursor = _view.GetRowCursor([]);
        while (cursor.MoveNext())
        {
        }

        Assert.False(cursor.MoveNext());
        Assert.Equal(-1, cursor.Position);
    }

    [Fact]
    public void Only_columns_asked_for_are_handed_out()
    {
        using var cursor = _view.GetRowCursor([_view.Schema["city"]]);

        Assert.True(cursor.IsColumnActive(_view.Schema["city"]));
        Assert.False(cursor.IsColumnActive(_view.Schema["size"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => cursor.GetGetter<float>(_view.Schema["size"]));
    }

    private sealed class Row
    {
        [ColumnName("size")]
        public float Size { get; set; }

        [ColumnName("city")]
        public string City { get; set; } = "";

        [ColumnName("over")]
        public bool Over { get; set; }
    }
}
