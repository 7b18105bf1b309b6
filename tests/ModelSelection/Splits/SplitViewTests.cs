using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Conformance.Views;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.ModelSelection.Splits;

/// <summary>What the sets of a split are as data.</summary>
public class SplitViewTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void Splitting_reads_one_column_once_and_the_sets_read_what_they_are_asked_for()
    {
        var view = new CountingView(Rows(100));

        var folds = _mlContext.Data.StratifiedCrossValidationSplit(view);

        Assert.Equal((1, 100), (view.Cursors, view.Rows));
        Assert.Equal(["Label"], view.Asked);
        SplitRow.Ids(folds[0].TestSet);
        Assert.Equal((2, 200), (view.Cursors, view.Rows));
        Assert.Equal(20, view.Values["Id"]);
    }

    [Fact]
    public void Schema_annotations_ids_and_the_number_of_rows_are_kept()
    {
        var data = _mlContext.Transforms.Conversion.MapValueToKey("Label").Fit(Rows(100)).Transform(Rows(100));

        var test = _mlContext.Data.StratifiedCrossValidationSplit(data)[2].TestSet;

        Assert.Same(data.Schema, test.Schema);
        Assert.Equal(20, test.GetRowCount());
        Assert.Equal(SplitRow.Ids(test).Select(id => (ulong)id), Ids(test).Select(id => id.Low));
        Assert.Equal(SplitRow.Ids(test), SplitRow.Ids(test));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Shuffled_sets_and_several_cursors_have_the_same_rows(bool fromFile)
    {
        using var folder = new TempFolder();
        var data = fromFile ? Load(folder, 5000) : _mlContext.Data.Cache(Rows(5000));
        var test = _mlContext.Data.StratifiedCrossValidationSplit(data)[1].TestSet;
        var expected = SplitRow.Ids(test);
        Assert.Equal((!fromFile, data.CanShuffle), (test.CanShuffle, test.CanShuffle));

        using var shuffled = test.GetRowCursor(test.Schema, new Random(1));
        int[] ids = [.. Read(shuffled)];
        Assert.Equal(fromFile, expected.SequenceEqual(ids));
        Assert.Equal(expected, ids.Order());

        var cursors = test.GetRowCursorSet(test.Schema, 3);
        Assert.Equal(expected, cursors.SelectMany(cursor => Read(cursor).ToArray()).Order());
        Array.ForEach(cursors, cursor => cursor.Dispose());
    }

    [Fact]
    public void A_set_of_a_set_is_split_again()
    {
        var outer = _mlContext.Data.StratifiedCrossValidationSplit(Rows(100));

        var inner = _mlContext.Data.StratifiedCrossValidationSplit(outer[0].TrainSet, 4);

        Assert.Equal(SplitRow.Ids(outer[0].TrainSet), SplitRow.Tested(inner).SelectMany(ids => ids).Order());
        Assert.All(inner, fold => Assert.Equal(20, SplitRow.Ids(fold.TestSet).Length));
        using var shuffled = inner[0].TestSet.GetRowCursor(inner[0].TestSet.Schema, new Random(1));
        Assert.Equal(SplitRow.Ids(inner[0].TestSet), Read(shuffled).Order());
    }

    [Fact]
    public void Data_without_distinct_ids_are_read_in_their_order_by_one_cursor()
    {
        var test = _mlContext.Data.StratifiedCrossValidationSplit(new SameIdsView(_mlContext.Data.Cache(Rows(100))))[1].TestSet;

        Assert.False(test.CanShuffle);
        Assert.Equal(SplitRow.Ids(test), Read(Assert.Single(test.GetRowCursorSet(test.Schema, 4))));
        using var cursor = test.GetRowCursor(test.Schema, new Random(1));
        Assert.Equal(SplitRow.Ids(test), Read(cursor));
        Assert.Equal(20, SplitRow.Ids(test).Length);
    }

    [Theory]
    [InlineData(-1, 1, "there were 100 rows, and now there are 99")]
    [InlineData(1, 1, "there were 100 rows, and now there are more")]
    [InlineData(-1, 2, "there were 100 rows, and now there are 99")]
    [InlineData(1, 2, "no row had the id 00000000000000000000000000000064")]
    public void Data_that_change_after_the_split_are_refused(int more, int cursors, string reason)
    {
        var rows = 100;
        var data = new SplitView(_mlContext.Data.LoadFromEnumerable(Growing()));
        var folds = _mlContext.Data.StratifiedCrossValidationSplit(data);
        rows += more;

        var refusal = Assert.Throws<InvalidOperationException>(() => folds[0].TestSet
            .GetRowCursorSet(folds[0].TestSet.Schema, cursors).SelectMany(cursor => Read(cursor).ToArray()).ToArray());

        Assert.Equal(
            $"StratifiedCrossValidationSplit: the data have changed since they were split: {reason}. "
                + "Give data that are the same each time they are read, or keep them by mlContext.Data.Cache.",
            refusal.Message);

        IEnumerable<SplitRow> Growing()
        {
            for (var i = 0; i < rows; i++)
                yield return new SplitRow { Id = i, Label = $"{i % 2}" };
        }
    }

    private IDataView Rows(int rows) => SplitRow.Labelled(_mlContext, Enumerable.Range(0, rows).Select(row => $"{row % 3}"));

    private IDataView Load(TempFolder folder, int rows)
    {
        folder.Write("rows.csv", string.Join('\n', Enumerable.Range(0, rows).Select(row => $"{row},{row % 3}")));
        return _mlContext.Data.LoadFromTextFile(
            folder.File("rows.csv"), [new("Id", DataKind.Int32, 0), new("Label", DataKind.String, 1)], separatorChar: ',');
    }

    private static IEnumerable<int> Read(DataViewRowCursor cursor)
    {
        var getter = cursor.GetGetter<int>(cursor.Schema["Id"]);
        var id = 0;
        while (cursor.MoveNext())
        {
            getter(ref id);
            yield return id;
        }
    }

    private static IEnumerable<DataViewRowId> Ids(IDataView view)
    {
        using var cursor = view.GetRowCursor([]);
        var getter = cursor.GetIdGetter();
        DataViewRowId id = default;
        while (cursor.MoveNext())
        {
            getter(ref id);
            yield return id;
        }
    }

    private sealed class SameIdsView(IDataView source) : WrappedView(source)
    {
        protected override DataViewRowCursor Wrap(DataViewRowCursor cursor) => new Cursor(cursor);

        private sealed class Cursor(DataViewRowCursor source) : WrappedCursor(source)
        {
            public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = default;
        }
    }
}
