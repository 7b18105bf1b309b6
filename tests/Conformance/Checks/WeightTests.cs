using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;
using Xunit.Sdk;

namespace MlNetDl.Tests.Conformance.Checks;

/// <summary>
/// A row of weight 2 is the row twice, and one of weight 0 is none: shown where all rows are trained on at once, for a row that is there
/// twice may come into two batches.
/// </summary>
public class WeightTests
{
    /// <summary>Sums are rounded in another order; relative to the range of the column.</summary>
    private const double Tolerance = 1e-4;

    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [MemberData(nameof(Registry.Weighted), MemberType = typeof(Registry))]
    public void Weights_count_rows(string name)
    {
        var subject = Registry.Of(name);
        SampleRow[] weighted = [.. SampleTable.Training().Select(row => row.With(row => row.Weight = row.Number % 5 % 3))];
        var repeated = weighted.SelectMany(row => Enumerable.Repeat(row, (int)row.Weight));

        var byWeight = Outputs(subject, nameof(SampleRow.Weight), weighted);

        Assert.Contains(weighted, row => row.Weight == 0);
        AssertNear(Outputs(subject, null, repeated), byWeight);
        // Or it would show nothing; where an encoding sees few values, weights may change none of it.
        if (subject.Label is not null)
            Assert.Throws<AllException>(() => AssertNear(Outputs(subject, null, weighted), byWeight));
    }

    [Theory]
    [MemberData(nameof(Registry.Weighted), MemberType = typeof(Registry))]
    public void A_weight_that_all_rows_have_changes_nothing(string name)
    {
        var subject = Registry.Of(name);
        var rows = SampleTable.Training().Select(row => row.With(row => row.Weight = 2.5f));

        AssertNear(Outputs(subject, null, rows), Outputs(subject, nameof(SampleRow.Weight), rows));
    }

    private double[][] Outputs(ConformanceSubject subject, string? weight, IEnumerable<SampleRow> rows)
    {
        var estimator = subject.Make(_mlContext, subject.WeightOptions!(weight));
        var view = estimator.Fit(subject.View(_mlContext, rows)).Transform(subject.Others(_mlContext));
        return [.. subject.Outputs.Keys.Select(output => view.Schema[output]).Where(IsOfNumbers).Select(column => Values(view, column))];
    }

    private static bool IsOfNumbers(DataViewSchema.Column column) =>
        ((column.Type as VectorDataViewType)?.ItemType ?? column.Type) == NumberDataViewType.Single;

    private static double[] Values(IDataView view, DataViewSchema.Column column) => column.Type is VectorDataViewType
        ? [.. view.GetColumn<float[]>(column).SelectMany(values => values)]
        : [.. view.GetColumn<float>(column)];

    private static void AssertNear(double[][] expected, double[][] actual)
    {
        Assert.Equal(expected.Select(values => values.Length), actual.Select(values => values.Length));
        foreach (var (values, others) in expected.Zip(actual))
        {
            var range = Math.Max(values.Max() - values.Min(), 1e-6);
            Assert.All(
                values.Zip(others, (value, other) => (value - other) / range), error => Assert.InRange(error, -Tolerance, Tolerance));
        }
    }
}
