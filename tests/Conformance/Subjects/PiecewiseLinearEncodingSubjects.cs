using Microsoft.ML;
using MlNetDl.Transforms;

namespace MlNetDl.Tests.Conformance.Subjects;

internal sealed class PiecewiseLinearEncodingSubjects : ISubjects
{
    public IEnumerable<ConformanceSubject> All()
    {
        foreach (var column in new[] { "Features", "Int32", "Int64", "Single", "Double", "Singles" })
            yield return Subject($"{column}", [("Encoded", column)], () => new());
        yield return Subject("in place", [("Single", "Single")], () => new());
        yield return Subject("several columns, weights and few pieces", [("Singles", "Singles"), ("Encoded", "Features")], () => new()
        {
            MaximumNumberOfPieces = 3,
            MissingIndicator = MissingIndicator.Always,
            ExampleWeightColumnName = nameof(SampleRow.Weight),
        });
    }

    private static ConformanceSubject Subject(
        string variant, (string Output, string Input)[] columns, Func<PiecewiseLinearEncodingEstimator.Options> options)
    {
        var weight = options().ExampleWeightColumnName;
        return new()
        {
            Estimator = typeof(PiecewiseLinearEncodingEstimator),
            Variant = variant,
            Options = options,
            Make = (mlContext, options) => mlContext.Transforms.PiecewiseLinearEncoding(
                [.. columns.Select(pair => new InputOutputColumnPair(pair.Output, pair.Input))],
                (PiecewiseLinearEncodingEstimator.Options)options),
            Outputs = columns.ToDictionary(pair => pair.Output, pair => new[] { pair.Input }),
            FitColumns = weight is null ? [] : [weight],
            WeightOptions = weight =>
            {
                var weighted = options();
                weighted.ExampleWeightColumnName = weight;
                return weighted;
            },
            Wrong =
            [
                .. columns.Select(pair => pair.Input).Distinct().SelectMany(WrongDataOf), .. weight is null ? [] : WrongWeights(weight),
            ],
            Refuses = new Dictionary<EdgeRows, string[]> { [EdgeRows.None] = ["PiecewiseLinearEncoding", "no rows"] },
        };
    }

    private static IEnumerable<WrongData> WrongDataOf(string column)
    {
        const string Encoding = "PiecewiseLinearEncoding";
        yield return WrongData.Without(column, Encoding, "there is no input column");
        yield return WrongData.Replaced(column, nameof(SampleRow.Text), Encoding, "String", "ConvertType");
        yield return WrongData.Replaced(column, nameof(SampleRow.Open), Encoding, "VarVector<Single>", "VectorType");
        yield return WrongData.Replaced(column, nameof(SampleRow.Key), Encoding, "Key<UInt32>", "NaNAwareOneHotEncoding");
        if (column is "Single" or "Singles")
        {
            yield return WrongData.Rows(
                "no value", row => (row.Single, row.Singles[0]) = (float.NaN, float.NaN), Encoding, "missing in all");
            yield return WrongData.Rows("an infinite value", MakeInfinite, Encoding, "Infinity", "row 4", "finite");
        }

        static void MakeInfinite(SampleRow row)
        {
            if (row.Number == 3)
                (row.Single, row.Singles[0]) = (float.PositiveInfinity, float.PositiveInfinity);
        }
    }

    private static IEnumerable<WrongData> WrongWeights(string weight)
    {
        yield return WrongData.Without(weight, "example weight");
        yield return WrongData.Replaced(weight, nameof(SampleRow.Text), "example weight", "String");
        yield return WrongData.Rows("a negative weight", row => row.Weight = row.Number - 3, "'Weight'", "-3", "at least 0");
        yield return WrongData.Rows("weights of 0", row => row.Weight = 0, "'Weight'", "no rows with a weight above 0");
    }
}
