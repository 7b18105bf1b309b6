using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.ModelSelection.Splits;

/// <summary>The cases <c>splits-1</c> to <c>splits-7</c> of the shared folder <c>cases</c>, but for <c>splits-5</c>, which is the trainers'.</summary>
public class SplitCaseTests
{
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly List<string> _warnings;

    public SplitCaseTests() => _warnings = SplitRow.Warnings(_mlContext);

    [SkippableFact]
    public void Splits_1_a_class_of_one_row_is_tested_in_one_fold_and_warned_of()
    {
        var labels = Column("strata.csv", 1);

        var folds = _mlContext.Data.StratifiedCrossValidationSplit(SplitRow.Labelled(_mlContext, labels), 3);

        FoldAssert.EachRowIsTestedOnce(folds, 13);
        Assert.Equal(
            (string[])["3 1 0", "3 1 0", "3 1 1"],
            SplitRow.Tested(folds).Select(ids => string.Join(' ', "abc".Select(label => ids.Count(id => labels[id] == $"{label}"))))
                .Order(StringComparer.Ordinal));
        Assert.StartsWith("Class 'c' in column 'Label' has fewer rows (1) than there are folds (3)", Assert.Single(_warnings),
            StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Splits_2_groups_stay_together_in_folds_of_like_size()
    {
        var groups = Column("groups.csv", 1);
        var data = SplitRow.View(_mlContext, groups.Select(group => new SplitRow { Group = group }));

        var folds = _mlContext.Data.GroupedCrossValidationSplit(data, "Group", 3);

        FoldAssert.EachRowIsTestedOnce(folds, 18);
        var tested = SplitRow.Tested(folds);
        Assert.Equal((int[])[5, 6, 7], tested.Select(ids => ids.Length).Order());
        Assert.Equal(6, tested.Sum(ids => ids.Select(id => groups[id]).Distinct().Count()));
    }

    [SkippableFact]
    public void Splits_3_fewer_groups_than_folds_are_refused_with_both_numbers()
    {
        var data = SplitRow.View(_mlContext, Column("groups.csv", 1).Select(group => new SplitRow { Group = group }));

        Assert.Equal(
            "GroupedCrossValidationSplit: column 'Group' has 6 groups, and numberOfFolds is 7. Give more groups, or take fewer folds.",
            Assert.Throws<InvalidOperationException>(() => _mlContext.Data.GroupedCrossValidationSplit(data, "Group", 7)).Message);
    }

    [Fact]
    public void Splits_4_groups_by_a_few_keys_of_many_leave_no_fold_empty()
    {
        var data = _mlContext.Data.LoadFromEnumerable(
            Enumerable.Range(10, 10).Select((key, id) => new KeyRow { Id = id, Key = (uint)key }));

        FoldAssert.EachRowIsTestedOnce(_mlContext.Data.GroupedCrossValidationSplit(data, "Key", 2), 10);
    }

    [Fact]
    public void Splits_6_a_single_row_of_a_class_is_trained_on_and_warned_of()
    {
        var data = SplitRow.Labelled(_mlContext, [.. Enumerable.Repeat("a", 10), "b"]);

        var split = _mlContext.Data.StratifiedTrainTestSplit(data, 0.1);

        Assert.Contains(10, SplitRow.Ids(split.TrainSet));
        Assert.Single(SplitRow.Ids(split.TestSet));
        Assert.Equal("Of class 'b' in column 'Label' no row is tested: it has 1.", Assert.Single(_warnings));
    }

    [Fact]
    public void Splits_7_classes_that_are_all_smaller_than_the_number_of_folds_are_refused() =>
        Assert.Equal(
            "StratifiedCrossValidationSplit: every class in column 'Label' has fewer rows than numberOfFolds, which is 3; the largest has "
                + "2. Take at most 2 folds, or give more rows.",
            Assert.Throws<InvalidOperationException>(() =>
                _mlContext.Data.StratifiedCrossValidationSplit(SplitRow.Labelled(_mlContext, ["a", "a", "b", "b", "c", "c"]), 3)).Message);

    private static string[] Column(string file, int index) =>
        [.. File.ReadAllLines(SharedCases.PathTo(file)).Skip(1).Select(line => line.Split(',')[index])];

    private sealed class KeyRow
    {
        public int Id { get; set; }

        [KeyType(20)]
        public uint Key { get; set; }
    }
}
