using Microsoft.ML;
using MlNetDl.Transforms;

namespace MlNetDl.Tests.Conformance.Subjects;

internal sealed class TabularFeaturesSubjects : ISubjects
{
    // Double is read as a number by tests/Tabular: some of its values are beyond a Single, and there infinite.
    private static readonly string[] _numbers =
        [nameof(SampleRow.Features), nameof(SampleRow.Int32), nameof(SampleRow.Int64), nameof(SampleRow.Single), nameof(SampleRow.Singles)];

    private static readonly string[] _categories =
        [nameof(SampleRow.Text), nameof(SampleRow.Boolean), nameof(SampleRow.Key), nameof(SampleRow.Texts)];

    public IEnumerable<ConformanceSubject> All()
    {
        yield return Subject("a whole table", [.. _numbers, .. _categories], () => new());
        yield return Subject("numbers", _numbers, () => new() { MissingIndicator = MissingIndicator.Always });
        yield return Subject("categories", _categories, () => new());
        string[] all = [.. _numbers, nameof(SampleRow.Double), .. _categories];
        yield return Subject("numbers as categories, infrequent ones together", all, () => new()
        {
            CategoricalColumnNames = ["Int32", "Single", "Double", "Singles"],
            OneHot = { MinimumCount = 14, UnseenValues = UnseenValues.Infrequent, MissingTokens = ["-1"] },
        });
        yield return Subject("in place", [nameof(SampleRow.Text), nameof(SampleRow.Int32)], () => new(), nameof(SampleRow.Features));
    }

    private static ConformanceSubject Subject(
        string variant, string[] columns, Func<TabularFeaturesEstimator.Options> options, string output = "Vector")
    {
        var numbers = columns.Except(_categories).Except(options().CategoricalColumnNames).ToArray();
        return new()
        {
            Estimator = typeof(TabularFeaturesEstimator),
            Variant = variant,
            Options = options,
            Make = (mlContext, options) =>
            {
                var schema = SampleTable.View(mlContext, []).Schema;
                return mlContext.Transforms.TabularFeatures(
                    output, schema, nameof(SampleRow.Class), nameof(SampleRow.Weight),
                    [.. schema.Select(column => column.Name).Except(columns)], (TabularFeaturesEstimator.Options)options);
            },
            Outputs = new Dictionary<string, string[]> { [output] = columns },
            Wrong = [.. columns.SelectMany(column => WrongDataOf(column, numbers.Contains(column)))],
            Refuses = new Dictionary<EdgeRows, string[]> { [EdgeRows.None] = ["TabularFeatures", "no rows"] },
        };
    }

    private static IEnumerable<WrongData> WrongDataOf(string column, bool isNumber)
    {
        const string Component = "TabularFeatures";
        yield return WrongData.Without(column, Component, "there is no input column");
        yield return WrongData.Replaced(column, nameof(SampleRow.Date), Component, "DateTime");
        yield return WrongData.Replaced(column, nameof(SampleRow.Open), Component, "VarVector<Single>");
        if (isNumber)
            yield return WrongData.Replaced(column, nameof(SampleRow.Key), Component, "Key<UInt32>", "of numbers");
        if (isNumber && column is "Single" or "Singles")
        {
            yield return WrongData.Rows(
                "no value", row => (row.Single, row.Singles[0]) = (float.NaN, float.NaN), Component, "missing in all");
            yield return WrongData.Rows("an infinite value", MakeInfinite, Component, "Infinity", "row 4", "finite");
        }

        static void MakeInfinite(SampleRow row)
        {
            if (row.Number == 3)
                (row.Single, row.Singles[0]) = (float.PositiveInfinity, float.PositiveInfinity);
        }
    }
}
