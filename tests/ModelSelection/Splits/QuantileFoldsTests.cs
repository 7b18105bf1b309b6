using Microsoft.ML;
using Xunit;

namespace MlNetDl.Tests.ModelSelection.Splits;

public class QuantileFoldsTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void A_thousand_random_columns_are_split_evenly_by_bins_and_completely()
    {
        var random = new Random(2);
        for (var i = 0; i < 1000; i++)
        {
            var (k, bins) = (random.Next(2, 7), random.Next(2, 8));

            // Different numbers, as many as make full bins: then a bin is a run of ranks, whatever its definition.
            var rows = k * bins * random.Next(1, 4);
            float[] values = [.. Enumerable.Range(0, rows).Select(row => row * row / 7f)];
            random.Shuffle(values);
            var ranks = values.Select(value => values.Count(other => other < value)).ToArray();
            var data = SplitRow.View(_mlContext, values.Select(value => new SplitRow { Y = value }));

            var folds = _mlContext.Data.QuantileCrossValidationSplit(data, k, "Y", bins, seed: i);

            FoldAssert.EachRowIsTestedOnce(folds, rows);
            FoldAssert.AreBalanced(folds, [.. ranks.Select(rank => rank * bins / rows)]);
        }
    }

    [Fact]
    public void Ties_and_missing_values_are_split_too()
    {
        var random = new Random(3);
        for (var i = 0; i < 300; i++)
        {
            float[] values = [.. Enumerable.Range(0, random.Next(8, 60)).Select(_ => random.Next(4) == 0 ? float.NaN : random.Next(5))];
            if (values.All(float.IsNaN))
                continue;
            var data = SplitRow.View(_mlContext, values.Select(value => new SplitRow { Y = value }));

            var folds = _mlContext.Data.QuantileCrossValidationSplit(data, 4, "Y", seed: i);

            FoldAssert.EachRowIsTestedOnce(folds, values.Length);
            FoldAssert.AreBalanced(folds, [.. values.Select(float.IsNaN)]);
        }
    }

    [Fact]
    public void Equal_values_are_in_one_bin()
    {
        // 80 of 100 rows are zero, as of an amount that is seldom paid: four of five folds' rows each, whatever their order.
        float[] values = [.. Enumerable.Range(0, 100).Select(row => row % 5 == 0 ? row : 0f)];
        for (var seed = 0; seed < 20; seed++)
        {
            var folds = _mlContext.Data.QuantileCrossValidationSplit(
                SplitRow.View(_mlContext, values.Select(value => new SplitRow { Y = value })), 7, "Y", numberOfBins: 5, seed: seed);
            FoldAssert.AreBalanced(folds, [.. values.Select(value => value == 0)]);
        }
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        var data = SplitRow.View(_mlContext, Enumerable.Range(0, 5).Select(row => new SplitRow { Y = float.NaN, Label = "a" }));

        Assert.Contains("numberOfBins is 1; it must be at least 2",
            Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Data.QuantileCrossValidationSplit(data, 2, "Y", 1)).Message,
            StringComparison.Ordinal);
        Assert.Contains("column 'Label' is String; it must be a number. For a label of classes use the stratified split.",
            Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Data.QuantileCrossValidationSplit(data, 2)).Message,
            StringComparison.Ordinal);
        Assert.Contains("none of 5 rows has a value in column 'Y'",
            Assert.Throws<InvalidOperationException>(() => _mlContext.Data.QuantileCrossValidationSplit(data, 2, "Y")).Message,
            StringComparison.Ordinal);
    }
}
