using Microsoft.ML;
using MlNetDl.ModelSelection.Splits;
using Xunit;

namespace MlNetDl.Tests.ModelSelection.Splits;

/// <summary>The rows that a learning curve, and halving by rows, train on.</summary>
public class TrainingSampleTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void Of_random_training_sets_any_number_of_rows_has_of_each_class_its_share_within_a_row()
    {
        var random = new Random(1);
        for (var i = 0; i < 60; i++)
        {
            var classes = random.Next(1, 8);
            string[] labels = [.. Enumerable.Range(0, random.Next(30, 80))
                .Select(_ => $"{Math.Min(random.Next(classes), random.Next(classes))}")];
            var training = _mlContext.Data.StratifiedCrossValidationSplit(SplitRow.Labelled(_mlContext, labels), 3, seed: i)[0].TrainSet;
            int[] all = SplitRow.Ids(training), before = [];
            TrainingSample sample = new(_mlContext, "Test", training, new Random(i));
            Assert.Equal(all.Length, sample.Count);

            for (var rows = 1; rows <= all.Length; rows++)
            {
                var taken = SplitRow.Ids(sample.Take(rows));
                Assert.Equal(rows, taken.Length);
                Assert.Empty(before.Except(taken));
                foreach (var group in all.GroupBy(id => labels[id]))
                {
                    var perfect = rows * (double)group.Count() / all.Length;
                    var count = taken.Count(id => labels[id] == group.Key);
                    Assert.True(Math.Abs(count - perfect) < 1);
                }

                Assert.Equal(
                    all.Select(id => labels[id]).Except(taken.Select(id => labels[id])).Select(label => $"'{label}'").Order(),
                    sample.Lacks(rows).Order());
                before = taken;
            }
        }
    }

    [Fact]
    public void Equal_seeds_give_equal_samples_and_others_others()
    {
        var data = SplitRow.Labelled(_mlContext, Enumerable.Range(0, 100).Select(row => $"{row % 3}"));
        var training = _mlContext.Data.StratifiedTrainTestSplit(data).TrainSet;

        Assert.Equal(Sample(training, 1), Sample(training, 1));
        Assert.NotEqual(Sample(training, 1), Sample(training, 2));
    }

    [Fact]
    public void Any_view_is_sampled_and_nothing_is_said_of_classes_where_the_split_goes_by_none()
    {
        var data = SplitRow.Grouped(_mlContext, Enumerable.Range(0, 60).Select(row => row / 4));
        var own = _mlContext.Data.CrossValidationSplit(data, 3)[0].TrainSet;
        var grouped = _mlContext.Data.GroupedCrossValidationSplit(data, "Group", 3)[0].TrainSet;

        foreach (var training in (IDataView[])[own, grouped])
        {
            var ids = SplitRow.Ids(training);
            Assert.Equal(10, Sample(training, 1).Distinct().Count());
            Assert.Empty(Sample(training, 1).Except(ids));
            Assert.Equal(ids, Sample(training, 1, ids.Length));
            Assert.Empty(new TrainingSample(_mlContext, "Test", training, new Random(1)).Lacks(1));
        }
    }

    private int[] Sample(IDataView training, int seed, int rows = 10) =>
        SplitRow.Ids(new TrainingSample(_mlContext, "Test", training, new Random(seed)).Take(rows));
}
