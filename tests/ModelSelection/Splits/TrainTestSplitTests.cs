using Microsoft.ML;
using Xunit;

namespace MlNetDl.Tests.ModelSelection.Splits;

public class TrainTestSplitTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void A_thousand_random_label_vectors_give_each_class_its_share_within_a_row()
    {
        var random = new Random(1);
        for (var i = 0; i < 1000; i++)
        {
            string[] labels = [.. Enumerable.Range(0, random.Next(4, 80)).Select(_ => $"{random.Next(random.Next(1, 6))}")];
            var fraction = 0.05 + (0.9 * random.NextDouble());
            if (labels.GroupBy(label => label).All(group => group.Count() == 1))
                continue;

            var split = _mlContext.Data.StratifiedTrainTestSplit(SplitRow.Labelled(_mlContext, labels), fraction, seed: i);

            int[] training = SplitRow.Ids(split.TrainSet), test = SplitRow.Ids(split.TestSet);
            Assert.NotEmpty(test);
            Assert.Equal(Enumerable.Range(0, labels.Length), training.Concat(test).Order());
            foreach (var group in labels.GroupBy(label => label))
            {
                Assert.Contains(training, id => labels[id] == group.Key);
                Assert.True(Math.Abs(test.Count(id => labels[id] == group.Key) - (fraction * group.Count())) <= 1);
            }
        }
    }

    [Fact]
    public void Equal_seeds_give_equal_sets()
    {
        var data = SplitRow.Labelled(_mlContext, Enumerable.Range(0, 50).Select(row => $"{row % 3}"));

        Assert.Equal(Test(3), Test(3));
        Assert.NotEqual(Test(3), Test(4));

        int[] Test(int seed) => SplitRow.Ids(_mlContext.Data.StratifiedTrainTestSplit(data, 0.2, seed: seed).TestSet);
    }

    [Fact]
    public void Quantile_bins_get_their_share_within_a_row()
    {
        var data = SplitRow.View(_mlContext, Enumerable.Range(0, 100).Select(row => new SplitRow { Y = row * 37 % 100 }));

        var test = SplitRow.Ids(_mlContext.Data.QuantileTrainTestSplit(data, 0.2, "Y").TestSet);

        Assert.Equal(20, test.Length);
        Assert.All(test.GroupBy(id => id * 37 % 100 / 10), bin => Assert.Equal(2, bin.Count()));
    }

    [Fact]
    public void Whole_groups_are_tested()
    {
        var data = SplitRow.Grouped(_mlContext, Enumerable.Range(0, 100).Select(row => row / 5));

        var split = _mlContext.Data.GroupedTrainTestSplit(data, "Group", 0.2);

        Assert.Equal(20, SplitRow.Ids(split.TestSet).Length);
        Assert.Empty(SplitRow.Ids(split.TestSet).Select(id => id / 5).Intersect(SplitRow.Ids(split.TrainSet).Select(id => id / 5)));
    }

    [Fact]
    public void With_one_large_group_the_smallest_is_tested()
    {
        var data = SplitRow.Grouped(_mlContext, [0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);

        Assert.Equal((int[])[6, 7, 8, 9], SplitRow.Ids(_mlContext.Data.GroupedTrainTestSplit(data, "Group", 0.1).TestSet));
    }

    [Fact]
    public void The_last_rows_by_time_are_tested()
    {
        var data = SplitRow.View(
            _mlContext, Enumerable.Range(0, 10).Select(row => new SplitRow { Time = new DateTime(2026, 1, 31 - row) }));

        var split = _mlContext.Data.TimeOrderedTrainTestSplit(data, 0.2, "Time", gap: 1);

        Assert.Equal((int[])[0, 1], SplitRow.Ids(split.TestSet));
        Assert.Equal((int[])[3, 4, 5, 6, 7, 8, 9], SplitRow.Ids(split.TrainSet));
    }

    [Fact]
    public void Where_no_row_has_a_label_the_split_is_refused() => Assert.Equal(
        "StratifiedTrainTestSplit: none of 3 rows has a value in column 'Label'. Give labelled rows.",
        Assert.Throws<InvalidOperationException>(() =>
            _mlContext.Data.StratifiedTrainTestSplit(SplitRow.Labelled(_mlContext, ["", "", ""]), 0.5)).Message);

    [Fact]
    public void One_group_and_no_rows_are_refused()
    {
        Assert.Equal(
            "GroupedTrainTestSplit: column 'Group' has 1 groups, and a training and a test set need 2 at least. Give more groups.",
            Assert.Throws<InvalidOperationException>(() =>
                _mlContext.Data.GroupedTrainTestSplit(SplitRow.Grouped(_mlContext, [0, 0]), "Group")).Message);
        Assert.Equal(
            "TimeOrderedTrainTestSplit: the data have no rows. Give at least two.",
            Assert.Throws<InvalidOperationException>(() =>
                _mlContext.Data.TimeOrderedTrainTestSplit(_mlContext.Data.FilterRowsByColumn(
                    SplitRow.Grouped(_mlContext, [0, 0]), "Y", lowerBound: 1))).Message);
    }

    [Fact]
    public void Random_groups_are_tested_whole_and_about_as_many_rows_as_wanted()
    {
        var random = new Random(5);
        for (var i = 0; i < 300; i++)
        {
            var fraction = 0.05 + (0.9 * random.NextDouble());
            int[] groups = [.. Enumerable.Range(0, random.Next(4, 60)).Select(_ => random.Next(8))];
            var largest = groups.GroupBy(group => group).Max(group => group.Count());
            if (largest == groups.Length)
                continue;

            var split = _mlContext.Data.GroupedTrainTestSplit(SplitRow.Grouped(_mlContext, groups), "Group", fraction, seed: i);

            int[] training = SplitRow.Ids(split.TrainSet), test = SplitRow.Ids(split.TestSet);
            Assert.NotEmpty(training);
            Assert.NotEmpty(test);
            Assert.Equal(Enumerable.Range(0, groups.Length), training.Concat(test).Order());
            Assert.Empty(training.Select(id => groups[id]).Intersect(test.Select(id => groups[id])));

            // One group more or less would be no nearer.
            Assert.InRange(test.Length, (fraction * groups.Length) - largest, (fraction * groups.Length) + largest);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_fraction_that_leaves_a_set_empty_is_refused(double fraction)
    {
        var data = SplitRow.Labelled(_mlContext, ["a", "a", "b", "b"]);

        Assert.Contains("testFraction is ",
            Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Data.StratifiedTrainTestSplit(data, fraction)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Data.GroupedTrainTestSplit(data, "Group", fraction));
        Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Data.QuantileTrainTestSplit(data, fraction, "Y"));
        Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Data.TimeOrderedTrainTestSplit(data, fraction));
    }

    [Fact]
    public void Rows_of_which_none_can_be_tested_are_refused() =>
        Assert.Contains("leaves none to test on",
            Assert.Throws<InvalidOperationException>(() =>
                _mlContext.Data.StratifiedTrainTestSplit(SplitRow.Labelled(_mlContext, ["a", "b", "c"]), 0.5)).Message,
                StringComparison.Ordinal);
}
