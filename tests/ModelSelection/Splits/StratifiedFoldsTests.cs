using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace MlNetDl.Tests.ModelSelection.Splits;

public class StratifiedFoldsTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void Two_thousand_random_label_vectors_are_split_evenly_and_completely()
    {
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var (rows, classes, k) = (random.Next(2, 60), random.Next(1, 7), random.Next(2, 9));

            // An empty label is a missing one.
            int[] draws = [.. Enumerable.Range(0, rows).Select(_ => random.Next(classes * classes))];
            string[] labels = [.. draws.Select(draw => draw == 0 ? "" : $"{(int)Math.Sqrt(draw)}")];
            if (labels.Where(label => label.Length > 0).GroupBy(label => label).Select(group => group.Count()).DefaultIfEmpty().Max() < k)
                continue;

            var folds = _mlContext.Data.StratifiedCrossValidationSplit(SplitRow.Labelled(_mlContext, labels), k, seed: i);

            Assert.Equal(k, folds.Count);
            FoldAssert.EachRowIsTestedOnce(folds, rows);
            FoldAssert.AreBalanced(folds, labels);
        }
    }

    [Fact]
    public void Class_counts_are_those_of_scikit_learn()
    {
        // scikit-learn 1.2.1: [np.bincount(y[t], minlength=3) for _, t in StratifiedKFold(4).split(y, y)].
        var labels = "0112001022101110000021".Select(label => $"{label}").ToArray();

        var folds = _mlContext.Data.StratifiedCrossValidationSplit(SplitRow.Labelled(_mlContext, labels), 4);

        Assert.Equal(
            (string[])["3 2 1", "3 2 1", "2 2 1", "2 2 1"],
            SplitRow.Tested(folds).Select(ids => string.Join(' ', "012".Select(label => ids.Count(id => labels[id] == $"{label}")))));
    }

    [Fact]
    public void Equal_seeds_give_equal_folds_and_others_others()
    {
        var data = SplitRow.Labelled(_mlContext, Enumerable.Range(0, 100).Select(row => $"{row % 3}"));

        var one = SplitRow.Tested(_mlContext.Data.StratifiedCrossValidationSplit(data, seed: 5));

        Assert.Equal(one, SplitRow.Tested(new MLContext(seed: 9).Data.StratifiedCrossValidationSplit(data, seed: 5)));
        Assert.NotEqual(one, SplitRow.Tested(_mlContext.Data.StratifiedCrossValidationSplit(data, seed: 6)));
    }

    [Fact]
    public void Without_a_seed_the_context_s_is_taken_whatever_it_was_used_for_before()
    {
        var data = SplitRow.Labelled(_mlContext, Enumerable.Range(0, 100).Select(row => $"{row % 3}"));
        var used = new MLContext(seed: 5);
        used.Transforms.Conversion.MapValueToKey("Key", "Label").Fit(data);

        var folds = SplitRow.Tested(used.Data.StratifiedCrossValidationSplit(data));

        Assert.Equal(SplitRow.Tested(_mlContext.Data.StratifiedCrossValidationSplit(data, seed: 5)), folds);
        Assert.NotEqual(
            SplitRow.Tested(new MLContext().Data.StratifiedCrossValidationSplit(data)),
            SplitRow.Tested(new MLContext().Data.StratifiedCrossValidationSplit(data)));
    }

    [Fact]
    public void Places_do_not_hang_on_what_else_is_in_rows_of_equal_labels()
    {
        // So rows that are equal may change places: the folds have the same rows.
        var random = new Random(3);
        string[] labels = [.. Enumerable.Range(0, 50).Select(_ => $"{random.Next(4)}")];
        var data = SplitRow.View(
            _mlContext, labels.Select(label => new SplitRow { Label = label, Y = random.NextSingle(), Group = $"{random.Next()}" }));

        Assert.Equal(
            SplitRow.Tested(_mlContext.Data.StratifiedCrossValidationSplit(SplitRow.Labelled(_mlContext, labels))),
            SplitRow.Tested(_mlContext.Data.StratifiedCrossValidationSplit(data)));
    }

    [Theory]
    [InlineData(typeof(bool))]
    [InlineData(typeof(int))]
    [InlineData(typeof(byte))]
    [InlineData(typeof(ulong))]
    public void Labels_of_other_types_are_split_as_text_is(Type type)
    {
        var random = new Random(4);
        bool[] flags = [.. Enumerable.Range(0, 40).Select(_ => random.Next(3) == 0)];
        var data = SplitRow.Labelled(_mlContext, flags.Select(flag => flag ? "1" : "0"));
        var converted = _mlContext.Transforms.Conversion.ConvertType("Other", "Label", Enum.Parse<DataKind>(type.Name))
            .Fit(data).Transform(data);

        Assert.Equal(
            SplitRow.Tested(_mlContext.Data.StratifiedCrossValidationSplit(data)),
            SplitRow.Tested(_mlContext.Data.StratifiedCrossValidationSplit(converted, labelColumnName: "Other")));
    }

    [Fact]
    public void A_missing_key_is_a_stratum_of_its_own()
    {
        string[] labels = [.. Enumerable.Range(0, 40).Select(row => row % 4 == 0 ? "" : row % 4 == 1 ? "a" : "b")];
        var data = Key(SplitRow.Labelled(_mlContext, labels));

        var folds = _mlContext.Data.StratifiedCrossValidationSplit(data, 5, "Key");

        FoldAssert.AreBalanced(folds, labels);
    }

    [Fact]
    public void A_class_that_is_too_small_is_named_by_a_warning_also_as_a_key()
    {
        var warnings = SplitRow.Warnings(_mlContext);
        var data = Key(SplitRow.Labelled(_mlContext, [.. Enumerable.Repeat("many", 9), "few", "few"]));

        _mlContext.Data.StratifiedCrossValidationSplit(data, 3, "Key");

        Assert.Equal("Class 'few' in column 'Key' has fewer rows (2) than there are folds (3): in some folds it is only trained on.",
            Assert.Single(warnings));
    }

    [Fact]
    public void Of_many_classes_that_are_too_small_ten_are_named()
    {
        var warnings = SplitRow.Warnings(_mlContext);
        var data = SplitRow.Labelled(
            _mlContext, [.. Enumerable.Repeat("many", 9), .. Enumerable.Range(0, 25).Select(label => $"c{label}")]);

        _mlContext.Data.StratifiedCrossValidationSplit(data, 3);

        Assert.Equal(11, warnings.Count);
        Assert.StartsWith("Class 'c9' in column 'Label' has fewer rows (1)", warnings[9], StringComparison.Ordinal);
        Assert.Equal("The same holds for 15 more classes.", warnings[10]);
    }

    [Fact]
    public void A_constant_label_is_one_class()
    {
        string[] labels = [.. Enumerable.Repeat("a", 11)];

        FoldAssert.AreBalanced(_mlContext.Data.StratifiedCrossValidationSplit(SplitRow.Labelled(_mlContext, labels), 3), labels);
    }

    [Fact]
    public void Bad_input_is_refused_by_name_value_and_remedy()
    {
        var data = SplitRow.Labelled(_mlContext, ["a", "a", "b", "b"]);

        Assert.StartsWith("StratifiedCrossValidationSplit: numberOfFolds is 1; it must be at least 2.",
            Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Data.StratifiedCrossValidationSplit(data, 1)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "StratifiedCrossValidationSplit: the data have no column 'Labl'. labelColumnName must name one of 'Id', 'Label', 'Group', 'Y', "
            + "'Time'.",
            Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Data.StratifiedCrossValidationSplit(data, 2, "Labl")).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "StratifiedCrossValidationSplit: column 'Y' is Single; it must be a key, a Boolean, text or a whole number. Map it to a key",
            Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Data.StratifiedCrossValidationSplit(data, 2, "Y")).Message,
            StringComparison.Ordinal);
        Assert.Equal(
            "StratifiedCrossValidationSplit: the data have 4 rows, and numberOfFolds is 5. Give at least a row a fold, or take fewer "
            + "folds.",
            Assert.Throws<InvalidOperationException>(() => _mlContext.Data.StratifiedCrossValidationSplit(data, 5)).Message);
        Assert.Equal("StratifiedCrossValidationSplit: none of 3 rows has a value in column 'Label'. Give labelled rows.",
            Assert.Throws<InvalidOperationException>(() =>
                _mlContext.Data.StratifiedCrossValidationSplit(SplitRow.Labelled(_mlContext, ["", "", ""]), 2)).Message);
        Assert.Throws<ArgumentNullException>(() => _mlContext.Data.StratifiedCrossValidationSplit(null!));
    }

    internal IDataView Key(IDataView data) => _mlContext.Transforms.Conversion.MapValueToKey("Key", "Label").Fit(data).Transform(data);
}
