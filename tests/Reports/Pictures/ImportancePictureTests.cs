using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Reports;
using Xunit;

namespace MlNetDl.Tests.Reports;

public class ImportancePictureTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void What_a_metric_loses_is_drawn_by_column_with_its_spread()
    {
        var importance = Measure(4, permutations: 3);
        var picture = Pictures.Importance(importance, statistics => statistics.RSquared, "RSquared");
        var change = importance["column 0"].RSquared;

        Assert.StartsWith("Importance of the columns: fall of RSquared with the column shuffled, 4 columns. column 0 ", picture.AlternativeText);
        // ML.NET's own importance has the change, which is negative.
        Assert.True(change.Mean < 0);
        Assert.Contains(FormattableString.Invariant($"column 0 {-change.Mean:F3} ± "), picture.AlternativeText);
        Assert.Equal(
            ["column 0", "column 1", "column 2", "column 3"],
            new Svg(picture).Texts.Where(text => text.StartsWith("column", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_an_error_gains_is_drawn_the_same_way() => Assert.StartsWith(
        "Importance of the columns: rise of RootMeanSquaredError with the column shuffled, 4 columns. column 0 ",
        Pictures.Importance(Measure(4, 1), statistics => statistics.RootMeanSquaredError, "RootMeanSquaredError").AlternativeText);

    [Theory]
    [InlineData(800, 500, 30)]
    [InlineData(400, 300, 15)]
    public void As_many_columns_as_have_room_for_their_names_are_drawn(int width, int height, int columns)
    {
        var svg = new Svg(Pictures.Importance(Measure(32, 1), statistics => statistics.RSquared, "RSquared", 30), width: width, height: height);

        Assert.Equal(columns, svg.Texts.Count(text => text.StartsWith("column ", StringComparison.Ordinal)));
        Assert.Contains(svg.Texts, text => text.Contains(FormattableString.Invariant($"{columns} of 32 columns")));
        Assert.All(svg.LevelTexts(), text => Assert.True(text.Left >= 0 && text.Right <= width, text.Text));
    }

    [Fact]
    public void No_columns_and_a_metric_that_is_not_finite_are_refused()
    {
        Assert.Contains(
            "Pictures.Importance: there are no columns.",
            Assert.Throws<ArgumentException>(() => Pictures.Importance(
                new Dictionary<string, RegressionMetricsStatistics>(), statistics => statistics.RSquared, "RSquared")).Message);
        Assert.Contains(
            "numberOfColumns is 0; it must be at least 1.",
            Assert.Throws<ArgumentOutOfRangeException>(
                () => Pictures.Importance(Measure(2, 1), statistics => statistics.RSquared, "RSquared", 0)).Message);
        // All labels are equal: R squared is not defined.
        Assert.Contains(
            "the change of RSquared by column 'column 0' is not finite.",
            Assert.Throws<ArgumentException>(
                () => Pictures.Importance(Measure(1, 1, labels: 0), statistics => statistics.RSquared, "RSquared")).Message);
    }

    private static Dictionary<string, RegressionMetricsStatistics> Measure(int columns, int permutations, float labels = 1)
    {
        var random = new Random(3);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, columns);
        var data = _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 200).Select(_ =>
        {
            float[] features = [.. Enumerable.Range(0, columns).Select(_ => (float)random.NextDouble())];
            return new Row { Features = features, Label = labels * features.Select((value, i) => value / (1 + i)).Sum() };
        }).ToArray(), schema);
        var model = _mlContext.Regression.Trainers.OnlineGradientDescent().Fit(data);
        return _mlContext.Regression.PermutationFeatureImportance(model, data, permutationCount: permutations)
            .Select((statistics, i) => (Name: FormattableString.Invariant($"column {i}"), statistics)).ToDictionary(pair => pair.Name, pair => pair.statistics);
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }
}
