using Microsoft.ML;
using Xunit;

namespace MlNetDl.Tests.ModelSelection.Splits;

public class TimeFoldsTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [InlineData(11, 4, 0, "0-2|3-4 0-4|5-6 0-6|7-8 0-8|9-10")]
    [InlineData(12, 3, 2, "0-0|3-5 0-3|6-8 0-6|9-11")]
    public void Folds_by_the_order_of_rows_are_those_of_scikit_learn(int rows, int k, int gap, string expected)
    {
        // scikit-learn 1.2.1: TimeSeriesSplit(k, gap=gap).split(np.zeros(rows)).
        var data = SplitRow.View(_mlContext, Enumerable.Range(0, rows).Select(_ => new SplitRow()));

        var folds = _mlContext.Data.TimeOrderedCrossValidationSplit(data, k, gap: gap);

        Assert.Equal(expected, string.Join(' ', folds.Select(fold => $"{Run(fold.TrainSet)}|{Run(fold.TestSet)}")));
    }

    [Fact]
    public void Five_hundred_random_tables_are_trained_on_the_past_alone()
    {
        var random = new Random(2);
        for (var i = 0; i < 500; i++)
        {
            var (k, gap) = (random.Next(2, 5), random.Next(3));
            float[] times = [.. Enumerable.Range(0, random.Next(40, 70)).Select(_ => random.Next(60))];
            var data = SplitRow.View(_mlContext, times.Select(time => new SplitRow { Y = time }));

            var folds = _mlContext.Data.TimeOrderedCrossValidationSplit(data, k, "Y", gap);

            var tested = SplitRow.Tested(folds);
            Assert.Equal(k * (times.Length / (k + 1)), tested.SelectMany(ids => ids).Distinct().Count());
            for (var fold = 0; fold < k; fold++)
            {
                var training = SplitRow.Ids(folds[fold].TrainSet);
                Assert.Equal(times.Length / (k + 1), tested[fold].Length);
                Assert.True(training.Max(id => times[id]) < tested[fold].Min(id => times[id]));
                Assert.Equal(training.Order(), training);
                Assert.All(tested.Skip(fold + 1), later => Assert.True(tested[fold].Max(id => times[id]) <= later.Min(id => times[id])));
            }
        }
    }

    [Fact]
    public void Rows_of_the_time_at_which_testing_begins_are_not_trained_on()
    {
        var data = SplitRow.View(_mlContext, new[] { 1f, 2, 3, 3, 3, 4 }.Select(time => new SplitRow { Y = time }));

        var split = _mlContext.Data.TimeOrderedTrainTestSplit(data, 0.34, "Y");

        Assert.Equal((int[])[0, 1], SplitRow.Ids(split.TrainSet));
        Assert.Equal((int[])[4, 5], SplitRow.Ids(split.TestSet));
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        var data = SplitRow.View(_mlContext, new[] { 1f, 1, 1, float.NaN }.Select(time => new SplitRow { Y = time, Id = 1 }));

        Assert.Contains("1 of 4 rows have no value in the time column 'Y'",
            Assert.Throws<InvalidOperationException>(() => _mlContext.Data.TimeOrderedCrossValidationSplit(data, 2, "Y")).Message,
            StringComparison.Ordinal);
        Assert.Contains("column 'Label' is String; it must be a date and time",
            Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Data.TimeOrderedCrossValidationSplit(data, 2, "Label")).Message,
            StringComparison.Ordinal);
        Assert.Contains("gap is -1; it must be at least 0",
            Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Data.TimeOrderedCrossValidationSplit(data, 2, gap: -1)).Message,
            StringComparison.Ordinal);
        Assert.Contains("the data have 4 rows, and numberOfFolds is 4",
            Assert.Throws<InvalidOperationException>(() => _mlContext.Data.TimeOrderedCrossValidationSplit(data, 4)).Message,
            StringComparison.Ordinal);
        Assert.Contains("with a gap of 3, and without rows of that very time, nothing is left to train on",
            Assert.Throws<InvalidOperationException>(() => _mlContext.Data.TimeOrderedCrossValidationSplit(data, 2, gap: 3)).Message,
            StringComparison.Ordinal);
        Assert.Contains("nothing is left to train on",
            Assert.Throws<InvalidOperationException>(() => _mlContext.Data.TimeOrderedTrainTestSplit(data, 0.5, "Time")).Message,
            StringComparison.Ordinal);
    }

    private static string Run(IDataView view)
    {
        var ids = SplitRow.Ids(view);
        Assert.Equal(Enumerable.Range(ids[0], ids.Length), ids);
        return $"{ids[0]}-{ids[^1]}";
    }
}
