using Microsoft.ML;
using Xunit;

namespace MlNetDl.Tests.ModelSelection.Splits;

/// <summary>What must hold of any folds.</summary>
internal static class FoldAssert
{
    /// <summary>No row is lost or doubled, none is trained on and tested, all keep their order, and no fold is empty.</summary>
    public static void EachRowIsTestedOnce(IReadOnlyList<DataOperationsCatalog.TrainTestData> folds, int rows)
    {
        var all = Enumerable.Range(0, rows);
        foreach (var fold in folds)
        {
            int[] training = SplitRow.Ids(fold.TrainSet), test = SplitRow.Ids(fold.TestSet);
            Assert.NotEmpty(training);
            Assert.NotEmpty(test);
            Assert.Equal(training.Order(), training);
            Assert.Equal(test.Order(), test);
            Assert.Equal(all, training.Concat(test).Order());
        }

        Assert.Equal(all, SplitRow.Tested(folds).SelectMany(ids => ids).Order());
    }

    /// <summary>The counts of each value differ by at most one from perfect.</summary>
    public static void AreBalanced<T>(IReadOnlyList<DataOperationsCatalog.TrainTestData> folds, IReadOnlyList<T> values)
    {
        var tested = SplitRow.Tested(folds);
        foreach (var value in values.Distinct())
        {
            var perfect = values.Count(other => Equals(other, value)) / (double)folds.Count;
            Assert.All(tested, ids => Assert.True(Math.Abs(ids.Count(id => Equals(values[id], value)) - perfect) < 1));
        }

        Assert.All(tested, ids => Assert.True(Math.Abs(ids.Length - (values.Count / (double)folds.Count)) < 1));
    }
}
