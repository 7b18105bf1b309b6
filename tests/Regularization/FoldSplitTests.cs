using MlNetDl.Trainers.Regularization;
using Xunit;

namespace MlNetDl.Tests.Regularization;

public class FoldSplitTests
{
    [Fact]
    public void Each_row_is_in_one_fold_and_folds_differ_by_a_row_at_most_of_each_class_and_of_all()
    {
        var random = new Random(1);
        for (var trial = 0; trial < 500; trial++)
        {
            var classes = random.Next(2, 6);
            // From balanced to very unequal; at least two rows a class.
            float[] targets =
                [.. Enumerable.Range(0, classes).SelectMany(c => Enumerable.Repeat((float)c, 2 + random.Next(1 << random.Next(8))))];
            random.Shuffle(targets);

            var folds = FoldSplit.Take(targets, target => (int)target, seed: trial);

            Assert.Equal(Math.Min(8, targets.Length), folds.Count);
            Assert.Equal(Enumerable.Range(0, targets.Length), folds.SelectMany(rows => rows).Order());
            Assert.All(folds, rows => Assert.Equal(rows.Order(), rows));
            AssertEven(targets.Length, folds, _ => true);
            for (var c = 0; c < classes; c++)
                AssertEven(targets.Count(target => target == c), folds, row => targets[row] == c);
            // What is left to train on has every class.
            Assert.All(folds, rows => Assert.Equal(
                classes, Enumerable.Range(0, targets.Length).Except(rows).Select(row => targets[row]).Distinct().Count()));
        }
    }

    [Fact]
    public void Without_classes_too_each_row_is_in_one_fold_and_folds_differ_by_a_row_at_most()
    {
        for (var rows = 2; rows < 100; rows++)
        {
            float[] targets = [.. Enumerable.Range(0, rows).Select(row => row * 0.5f)];

            var folds = FoldSplit.Take(targets, strata: null, seed: 1);

            Assert.Equal(Math.Min(8, rows), folds.Count);
            Assert.Equal(Enumerable.Range(0, rows), folds.SelectMany(fold => fold).Order());
            AssertEven(rows, folds, _ => true);
        }
    }

    [Fact]
    public void Equal_seeds_give_equal_folds_and_others_do_not()
    {
        float[] targets = [.. Enumerable.Range(0, 60).Select(row => (float)(row % 3))];

        Assert.Equal(Text(1), Text(1));
        Assert.NotEqual(Text(1), Text(2));

        string Text(int seed) =>
            string.Join('|', FoldSplit.Take(targets, target => (int)target, seed).Select(rows => string.Join(',', rows)));
    }

    [Fact]
    public void The_only_row_of_a_class_is_in_no_fold()
    {
        float[] targets = [0, 0, 0, 1, 2, 2];

        var folds = FoldSplit.Take(targets, target => (int)target, seed: 1);

        Assert.Equal([0, 1, 2, 4, 5], folds.SelectMany(rows => rows).Order());
    }

    [Fact]
    public void Where_every_class_has_one_row_they_are_split_all_the_same()
    {
        var folds = FoldSplit.Take([0, 1], target => (int)target, seed: 1);

        Assert.Equal([1, 1], folds.Select(rows => rows.Length));
        Assert.Equal([0, 1], folds.SelectMany(rows => rows).Order());
    }

    /// <summary>Of so many rows, each fold has its share, rounded up or down.</summary>
    private static void AssertEven(int rows, IReadOnlyList<int[]> folds, Func<int, bool> counts) =>
        Assert.All(folds, fold => Assert.InRange(fold.Count(counts), rows / folds.Count, (rows + folds.Count - 1) / folds.Count));
}
