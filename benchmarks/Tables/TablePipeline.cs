using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlNetDl.Benchmarks.Tables;

/// <summary>
/// The way from a table's columns to the one vector that a trainer reads, as the dated measurements have it: the mean stands in for
/// missing numbers.
/// </summary>
internal static class TablePipeline
{
    /// <param name="mlContext">The context.</param>
    /// <param name="output">The name of the vector.</param>
    /// <param name="numbers">The numeric columns.</param>
    /// <param name="gapped">Those of them with missing values: a further input says where the mean stands in for one.</param>
    /// <param name="texts">The columns to be encoded, missing values included.</param>
    public static IEstimator<ITransformer> Features(
        MLContext mlContext, string output,
        IReadOnlyCollection<string> numbers, IReadOnlyCollection<string> gapped, IReadOnlyCollection<string> texts)
    {
        InputOutputColumnPair[] gaps = [.. gapped.Select(name =>
            new InputOutputColumnPair(Unused($"{name} missing", numbers.Concat(texts)), name))];
        string[] indicators = [.. gaps.Select(pair => pair.OutputColumnName)];

        IEstimator<ITransformer> steps = new EstimatorChain<ITransformer>();
        if (gaps.Length > 0)
        {
            steps = steps.Append(mlContext.Transforms.IndicateMissingValues(gaps))
                .Append(mlContext.Transforms.Conversion.ConvertType(InPlace(indicators), DataKind.Single));
        }

        // All of them: a value may be missing for the first time where the model is used.
        if (numbers.Count > 0)
        {
            steps = steps.Append(mlContext.Transforms.ReplaceMissingValues(
                InPlace(numbers), MissingValueReplacingEstimator.ReplacementMode.Mean));
        }

        if (texts.Count > 0)
            steps = steps.Append(mlContext.Transforms.Categorical.NaNAwareOneHotEncoding(InPlace(texts)));
        return steps.Append(mlContext.Transforms.Concatenate(output, [.. numbers, .. indicators, .. texts]));
    }

    /// <summary>A name like the one wanted that hides no column.</summary>
    private static string Unused(string wanted, IEnumerable<string> taken)
    {
        var names = taken.ToHashSet();
        while (names.Contains(wanted))
            wanted += "_";
        return wanted;
    }

    private static InputOutputColumnPair[] InPlace(IEnumerable<string> names) => [.. names.Select(name => new InputOutputColumnPair(name))];
}
