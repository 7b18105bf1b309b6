using Microsoft.ML;
using Microsoft.ML.Transforms;
using MlNetDl.Transforms;
using static Microsoft.ML.Transforms.OneHotEncodingEstimator;

namespace MlNetDl.Tests.Conformance.Subjects;

internal sealed class NaNAwareOneHotEncodingSubjects : ISubjects
{
    private static readonly string[] _columns =
    [
        nameof(SampleRow.Text), nameof(SampleRow.Boolean), nameof(SampleRow.Int32), nameof(SampleRow.Int64), nameof(SampleRow.Single),
        nameof(SampleRow.Double), nameof(SampleRow.Key), nameof(SampleRow.Texts), nameof(SampleRow.Singles),
    ];

    public IEnumerable<ConformanceSubject> All()
    {
        foreach (var column in _columns)
        {
            foreach (var kind in Enum.GetValues<OutputKind>())
                yield return Subject($"{column} as {kind}", [("Encoded", column)], () => new() { OutputKind = kind });
        }

        yield return Subject("in place", [("Text", "Text")], () => new());
        yield return Subject(
            "several columns", [("Text", "Text"), ("Encoded", "Singles"), ("Other", "Text"), ("Key", "Key")], () => new());
        yield return Subject("infrequent values and tokens", [("Encoded", "Text"), ("Other", "Int32")], () => new()
        {
            MissingTokens = ["-1", "ROME"],
            IgnoreMissingTokenCase = true,
            MinimumCount = 14,
            UnseenValues = UnseenValues.Infrequent,
        });
        yield return Subject("given categories by occurrence", [("Encoded", "Text"), ("Other", "Int64")], () => new()
        {
            Categories = { ["Text"] = ["rome", "oslo"] },
            DropFirst = true,
            MissingCategory = MissingCategory.WhenPresent,
            Order = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence,
            UnseenValues = UnseenValues.Missing,
            MaximumNumberOfCategories = 9,
        }, EdgeRows.None, EdgeRows.One, EdgeRows.TwoAlike, EdgeRows.ConstantInputs);
    }

    /// <param name="variant">What is particular.</param>
    /// <param name="columns">The pairs of columns.</param>
    /// <param name="options">Makes the options.</param>
    /// <param name="withoutSlot">Rows of which nothing is left to be encoded.</param>
    private static ConformanceSubject Subject(
        string variant, (string Output, string Input)[] columns, Func<NaNAwareOneHotEncodingEstimator.Options> options,
        params EdgeRows[] withoutSlot) => new()
        {
            Estimator = typeof(NaNAwareOneHotEncodingEstimator),
            Variant = variant,
            Options = options,
            Make = (mlContext, options) => mlContext.Transforms.Categorical.NaNAwareOneHotEncoding(
                [.. columns.Select(pair => new InputOutputColumnPair(pair.Output, pair.Input))],
                (NaNAwareOneHotEncodingEstimator.Options)options),
            Outputs = columns.ToDictionary(pair => pair.Output, pair => new[] { pair.Input }),
            Wrong = [.. columns.Select(pair => pair.Input).Distinct().SelectMany(WrongDataOf)],
            Refuses = withoutSlot.ToDictionary(edge => edge, _ => new[] { "input column 'Int64'", "without a slot" }),
        };

    private static IEnumerable<WrongData> WrongDataOf(string column)
    {
        const string Encoding = "NaNAwareOneHotEncoding";
        yield return WrongData.Without(column, Encoding, "there is no input column");
        yield return WrongData.Replaced(column, nameof(SampleRow.Date), Encoding, "DateTime", "ConvertType");
        yield return WrongData.Replaced(column, nameof(SampleRow.Open), Encoding, "VarVector<Single>", "VectorType");
    }
}
