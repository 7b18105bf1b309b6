using MlNetDl.Samples.Own.Csv;
using Xunit;

namespace MlNetDl.Tests.Samples;

public class FoldsTests
{
    // As scikit-learn's StratifiedKFold parts the same labels.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Each_class_is_spread_evenly_and_every_row_is_in_one_fold(int seed)
    {
        var labels = "aaaabcbaaaaba".ToCharArray();

        var folds = Folds.Stratified(labels, 3, seed);

        Assert.Equal(Enumerable.Range(0, labels.Length), folds.SelectMany(fold => fold).Order());
        Assert.Equal(
            ["aaab", "aaab", "aaabc"],
            folds.Select(fold => string.Concat(fold.Select(row => labels[row]).Order())).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_seed_decides()
    {
        Assert.Equal(Folds.Stratified(new bool[50], 5, seed: 1), Folds.Stratified(new bool[50], 5, seed: 1));
        Assert.NotEqual(Folds.Stratified(new bool[50], 5, seed: 1), Folds.Stratified(new bool[50], 5, seed: 2));
    }
}
