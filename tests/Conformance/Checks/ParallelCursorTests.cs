using Microsoft.ML;
using Xunit;

namespace MlNetDl.Tests.Conformance.Checks;

/// <summary>Several cursors of one view, and several threads with one each.</summary>
public class ParallelCursorTests
{
    private const int Cursors = 4;

    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void The_cursors_of_a_set_read_side_by_side_give_each_row_once_and_unchanged(string name)
    {
        var subject = Registry.Of(name);
        // A cache gives its rows to several cursors in blocks, which hold more rows than there are here.
        var view = subject.Fit(_mlContext).Transform(new SplitView(subject.Others(_mlContext)));
        var columns = view.Schema.Where(column => !column.IsHidden).ToArray();
        var lines = new SortedDictionary<int, string>();

        var cursors = view.GetRowCursorSet(columns, Cursors);
        var threads = Array.ConvertAll(cursors, cursor => new Thread(() =>
        {
            using (cursor)
            {
                var read = RowLines.Reader(cursor, columns);
                while (cursor.MoveNext())
                {
                    var row = read();
                    lock (lines)
                        RowLines.Add(lines, row);
                }
            }
        }));
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal(Cursors, cursors.Length);
        Assert.Equal(RowLines.Of(view), lines);
    }

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void One_view_is_read_by_several_threads_at_once(string name)
    {
        var subject = Registry.Of(name);
        var view = subject.Fit(_mlContext).Transform(subject.Others(_mlContext));
        var expected = RowLines.Of(view);
        var read = new SortedDictionary<int, string>[Cursors];

        var threads = Enumerable.Range(0, Cursors).Select(i => new Thread(() => read[i] = RowLines.Of(view))).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.All(read, lines => Assert.Equal(expected, lines));
    }
}
