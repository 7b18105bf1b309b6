using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Conformance.Views;
using Xunit;

namespace MlNetDl.Tests.Conformance.Checks;

/// <summary>ML.NET tells rows apart by their ids: in a shuffle, a split, a cache.</summary>
public class RowIdTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void Rows_keep_their_order_their_ids_and_their_positions(string name)
    {
        var subject = Registry.Of(name);
        var data = subject.Others(_mlContext);
        var view = subject.Fit(_mlContext).Transform(data);

        var expected = Ids(data, []);

        Assert.Equal(SampleTable.Others().Length, expected.Length);
        Assert.Equal(expected, Ids(view, subject.Outputs.Keys));
        Assert.Equal(expected, Ids(view, []));
    }

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void Each_cursor_of_a_set_keeps_the_batches_by_which_their_rows_are_put_in_order_again(string name)
    {
        var subject = Registry.Of(name);
        var data = new SplitView(subject.Others(_mlContext));
        var view = subject.Fit(_mlContext).Transform(data);

        Assert.Equal(Batches(data), Batches(view));

        string[] Batches(IDataView view) =>
            [.. view.GetRowCursorSet(view.Schema.Where(column => !column.IsHidden), 3).Select(cursor =>
            {
                using (cursor)
                {
                    var batches = new List<long>();
                    while (cursor.MoveNext())
                        batches.Add(cursor.Batch);
                    return string.Join(' ', batches);
                }
            })];
    }

    private static string[] Ids(IDataView view, IEnumerable<string> columns)
    {
        using var cursor = view.GetRowCursor(columns.Append("Number").Select(name => view.Schema[name]));
        var (getId, getNumber) = (cursor.GetIdGetter(), cursor.GetGetter<int>(view.Schema["Number"]));
        var (id, number) = (default(DataViewRowId), 0);
        var ids = new List<string>();
        while (cursor.MoveNext())
        {
            getId(ref id);
            getNumber(ref number);
            ids.Add($"{number} {id} {cursor.Position}");
        }

        return [.. ids];
    }
}
