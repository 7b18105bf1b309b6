using Microsoft.ML;
using MlNetDl.Tests.Conformance.Views;
using MlNetDl.Tests.Support;
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
        var transformer = subject.Fit(_mlContext);
        // The source that has several cursors of its own, and the one that has not.
        foreach (var source in new[] { new SplitView(subject.Others(_mlContext)), subject.Others(_mlContext) })
        {
            var view = transformer.Transform(source);
            var columns = view.Schema.Where(column => !column.IsHidden).ToArray();
            var cursors = view.GetRowCursorSet(columns, Cursors);

            var lines = new SortedDictionary<int, string>();
            foreach (var row in AtOnce.Run(cursors.Length, i => Read(cursors[i], columns)).SelectMany(rows => rows))
                RowLines.Add(lines, row);

            Assert.Equal(source is SplitView ? Cursors : cursors.Length, cursors.Length);
            Assert.Equal(RowLines.Of(view), lines);
        }
    }

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void One_view_is_read_by_several_threads_at_once(string name)
    {
        var subject = Registry.Of(name);
        var view = subject.Fit(_mlContext).Transform(subject.Others(_mlContext));

        var read = AtOnce.Run(Cursors, _ => RowLines.Of(view));

        Assert.All(read, lines => Assert.Equal(RowLines.Of(view), lines));
    }

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void Two_cursors_of_one_view_read_in_turns_do_not_disturb_each_other(string name)
    {
        var subject = Registry.Of(name);
        var view = subject.Fit(_mlContext).Transform(subject.Others(_mlContext));
        var columns = view.Schema.Where(column => !column.IsHidden).ToArray();
        var expected = RowLines.Of(view);
        using var ahead = view.GetRowCursor(columns);
        using var behind = view.GetRowCursor(columns);
        var (readAhead, readBehind) = (RowLines.Reader(ahead, columns), RowLines.Reader(behind, columns));

        // One is at every row, the other at every third of the rows.
        for (var i = 0; ahead.MoveNext(); i++)
        {
            if (i % 3 == 0)
                Assert.True(behind.MoveNext());
            foreach (var (number, line) in new[] { readAhead(), readBehind() })
                Assert.Equal(expected[number], line);
        }
    }

    private static List<(int Number, string Line)> Read(DataViewRowCursor cursor, DataViewSchema.Column[] columns)
    {
        using (cursor)
        {
            var read = RowLines.Reader(cursor, columns);
            var rows = new List<(int, string)>();
            while (cursor.MoveNext())
                rows.Add(read());
            return rows;
        }
    }
}
