using Microsoft.ML;
using Xunit;

namespace MlNetDl.Tests.ModelSelection.Splits;

public class GroupedFoldsTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_thousand_random_tables_are_split_without_splitting_a_group_or_leaving_a_fold_empty(bool stratified)
    {
        var random = new Random(2);
        for (var i = 0; i < 1000; i++)
        {
            var k = random.Next(2, 6);
            var skew = 1 + (3 * random.NextDouble());
            int[] groups = [.. Enumerable.Range(0, random.Next(10, 60)).Select(_ => (int)(Math.Pow(random.NextDouble(), skew) * 20))];
            if (groups.Distinct().Count() < k)
                continue;

            int[] labels = [.. groups.Select(group => random.Next(3) * (group % 3))];
            if (labels.GroupBy(label => label).Max(label => label.Count()) < k)
                continue;
            var data = SplitRow.Grouped(_mlContext, groups, labels);

            var folds = stratified
                ? _mlContext.Data.StratifiedGroupedCrossValidationSplit(data, "Group", k, seed: i)
                : _mlContext.Data.GroupedCrossValidationSplit(data, "Group", k, seed: i);

            FoldAssert.EachRowIsTestedOnce(folds, groups.Length);
            var tested = SplitRow.Tested(folds);
            Assert.Equal(groups.Distinct().Count(), tested.Sum(ids => ids.Select(id => groups[id]).Distinct().Count()));
        }
    }

    [Theory]
    [InlineData(3, new[] { 10, 11, 12 })]
    [InlineData(4, new[] { 7, 8, 9, 9 })]
    public void Fold_sizes_are_those_of_scikit_learn(int k, int[] sizes)
    {
        // scikit-learn 1.2.1: sorted(len(t) for _, t in GroupKFold(k).split(g, g, g)).
        var data = SplitRow.Grouped(_mlContext, "001112223333444455556666667788999".Select(group => group - '0'));

        var folds = _mlContext.Data.GroupedCrossValidationSplit(data, "Group", k);

        Assert.Equal(sizes, SplitRow.Tested(folds).Select(ids => ids.Length).Order());
    }

    [Theory]
    [InlineData(2, "0347 1256")]
    [InlineData(3, "057 146 23")]
    [InlineData(4, "07 16 25 34")]
    public void Stratified_groups_are_dealt_as_scikit_learn_deals_them(int k, string expected)
    {
        // scikit-learn 1.2.1: [sorted(set(g[t])) for _, t in StratifiedGroupKFold(k).split(g, y, g)]. No two groups are as even as each
        // other.
        int[] sizes = [9, 8, 7, 6, 5, 4, 3, 2], classes = [0, 1, 0, 1, 2, 2, 0, 1];
        int[] groups = [.. sizes.SelectMany((size, group) => Enumerable.Repeat(group, size))];
        var data = SplitRow.Grouped(_mlContext, groups, groups.Select(group => classes[group]));

        var folds = _mlContext.Data.StratifiedGroupedCrossValidationSplit(data, "Group", k);

        Assert.Equal(
            expected.Split(' '),
            SplitRow.Tested(folds).Select(ids => string.Concat(ids.Select(id => groups[id]).Distinct().Order())));
    }

    [Fact]
    public void Equal_seeds_give_equal_folds_and_others_others()
    {
        var rows = Enumerable.Range(0, 60);
        var data = SplitRow.Grouped(_mlContext, rows.Select(row => row / 3), rows.Select(row => row % 2));

        Assert.Equal(Grouped(1), Grouped(1));
        Assert.NotEqual(Grouped(1), Grouped(2));
        Assert.Equal(Stratified(1), Stratified(1));
        Assert.NotEqual(Stratified(1), Stratified(2));

        int[][] Grouped(int seed) => SplitRow.Tested(_mlContext.Data.GroupedCrossValidationSplit(data, "Group", seed: seed));
        int[][] Stratified(int seed) => SplitRow.Tested(_mlContext.Data.StratifiedGroupedCrossValidationSplit(data, "Group", seed: seed));
    }

    [Fact]
    public void With_as_many_groups_as_folds_each_fold_has_one_although_others_would_be_more_even()
    {
        // The even groups, which come last, leave the shares the most even beside the small one.
        int[] groups = [.. Enumerable.Repeat(0, 20), .. Enumerable.Repeat(1, 2), .. Enumerable.Repeat(2, 2), .. Enumerable.Repeat(3, 2)];
        int[] labels = [.. Enumerable.Repeat(0, 20), 0, 1, 0, 1, 0, 1];

        for (var k = 2; k <= 4; k++)
        {
            var data = SplitRow.Grouped(_mlContext, groups, labels);
            FoldAssert.EachRowIsTestedOnce(_mlContext.Data.StratifiedGroupedCrossValidationSplit(data, "Group", k), groups.Length);
        }
    }

    [Fact]
    public void Rows_without_a_group_are_refused_with_their_number()
    {
        var data = SplitRow.View(_mlContext, [new() { Group = "a" }, new() { Group = "" }, new() { Group = "b" }]);

        Assert.Equal(
            "GroupedCrossValidationSplit: 1 of 3 rows have no value in the group column 'Group'. Give each row a group, or leave them out.",
            Assert.Throws<InvalidOperationException>(() => _mlContext.Data.GroupedCrossValidationSplit(data, "Group", 2)).Message);
    }

    [Fact]
    public void Classes_in_fewer_groups_than_folds_are_warned_of_or_refused()
    {
        int[] groups = [0, 1, 2, 3, 3], labels = [0, 0, 0, 0, 1];
        var warnings = SplitRow.Warnings(_mlContext);

        var folds = _mlContext.Data.StratifiedGroupedCrossValidationSplit(SplitRow.Grouped(_mlContext, groups, labels), "Group", 4);

        FoldAssert.EachRowIsTestedOnce(folds, 5);
        Assert.Equal(
            "Class '1' in column 'Label' has fewer groups (1) than there are folds (4): in some folds it is only trained on.",
            Assert.Single(warnings));
        Assert.Contains("every class in column 'Label' has fewer rows than numberOfFolds, which is 3; the largest has 2.",
            Assert.Throws<InvalidOperationException>(() => _mlContext.Data.StratifiedGroupedCrossValidationSplit(
                SplitRow.Grouped(_mlContext, [0, 1, 2, 3], [0, 0, 1, 1]), "Group", 3)).Message, StringComparison.Ordinal);
    }
}
