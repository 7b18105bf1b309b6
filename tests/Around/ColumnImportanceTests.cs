using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Samples.Penguins;
using MlNetDl.Tests.Samples;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Around;

/// <summary>The importance of columns as they go into a model, before they are encoded.</summary>
public class ColumnImportanceTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void A_multiclass_pipeline_that_ends_in_texts_is_told_what_each_column_of_the_file_is_worth()
    {
        var data = PenguinPipeline.Load(_mlContext, PenguinsCsv.FullPath);
        var model = PenguinPipeline.EndingIn(_mlContext, PenguinRows.Multiclass(_mlContext)).Fit(data);

        var importance = _mlContext.MulticlassClassification.PermutationColumnImportance(model, data, permutationCount: 3);

        Assert.Equal(["BillDepth", "BillLength", "BodyMass", "FlipperLength", "Island", "Sex"], importance.Keys.Order());
        Assert.Equal("BillLength", importance.MinBy(column => column.Value.MacroAccuracy.Mean).Key);
        Assert.True(importance["BillLength"].LogLoss.Mean > 0);
    }

    [Fact]
    public void A_numeric_column_is_worth_what_MlNets_importance_of_its_slot_says()
    {
        var data = PenguinRows.Data(_mlContext);
        var preparation = PenguinRows.Preparation(_mlContext).Fit(data);
        var trainer = PenguinRows.Regression(_mlContext).Fit(preparation.Transform(data));
        const string label = nameof(PenguinRow.Mass);

        var byColumn = _mlContext.Regression.PermutationColumnImportance(
            preparation.Append(trainer), data, label, permutationCount: 30);
        var bySlot = _mlContext.Regression.PermutationFeatureImportance(
            (ITransformer)trainer, preparation.Transform(data), label, permutationCount: 30);

        // Both shuffle at random: as near as their standard errors say.
        Assert.All(new[] { "BillLength", "BillDepth", "FlipperLength" }, name =>
        {
            var (column, slot) = (byColumn[name].RSquared, bySlot[name].RSquared);
            Assert.Equal(slot.Mean, column.Mean, 4 * (slot.StandardError + column.StandardError));
        });
        Assert.Equal("FlipperLength", byColumn.MinBy(column => column.Value.RSquared.Mean).Key);
        // All slots of one column move together: Sex is more than any of its slots alone.
        Assert.True(byColumn["Sex"].RSquared.Mean < bySlot.Where(slot => slot.Key.StartsWith("Sex", StringComparison.Ordinal))
            .Min(slot => slot.Value.RSquared.Mean));
    }

    // A query without an order may give its rows in another one each time.
    [Fact]
    public void Rows_are_read_once_so_that_their_order_need_not_be_the_same_the_second_time()
    {
        var data = PenguinRows.Data(_mlContext);
        var model = PenguinRows.Preparation(_mlContext).Append(PenguinRows.Regression(_mlContext)).Fit(data);
        PenguinRow[] rows = [.. _mlContext.Data.CreateEnumerable<PenguinRow>(data, reuseRowObject: false)];
        var times = 0;

        Assert.Equal(Importance(() => rows), Importance(() => times++ % 2 == 0 ? rows : rows.Reverse()));

        IEnumerable<(string, double)> Importance(Func<IEnumerable<PenguinRow>> read)
        {
            var mlContext = new MLContext(seed: 1);
            return mlContext.Regression.PermutationColumnImportance(
                model, mlContext.Data.LoadFromEnumerable(Rows(read)), nameof(PenguinRow.Mass), permutationCount: 2)
                .Select(column => (column.Key, column.Value.RSquared.Mean)).Order();
        }

        static IEnumerable<PenguinRow> Rows(Func<IEnumerable<PenguinRow>> read)
        {
            foreach (var row in read())
                yield return row;
        }
    }

    [SkippableFact]
    public void The_mean_squared_error_of_a_linear_model_rises_by_what_its_weight_says()
    {
        var rows = District.Head(1000);
        var data = _mlContext.Data.LoadFromEnumerable(rows);
        var model = _mlContext.Transforms.Concatenate("Features", nameof(District.Income), nameof(District.Age))
            .Append(new LinearRegressionTrainer(_mlContext, new LinearRegressionTrainer.Options { NumberOfEpochs = 20, Seed = 1 }))
            .Fit(data);

        var importance = _mlContext.Regression.PermutationColumnImportance(model, data, permutationCount: 50);

        var weights = Assert.Single(model.GetLinearCoefficients()).Weights;
        var residuals = rows.Zip(model.Transform(data).GetColumn<float>("Score"), (row, score) => row.Label - (double)score).ToArray();
        AssertRise(nameof(District.Income), 0, row => row.Income);
        AssertRise(nameof(District.Age), 1, row => row.Age);

        // By hand: the expectation of (r - w (x' - x))^2 - r^2 over all orders of x is 2 w^2 var(x) + 2 w cov(r, x).
        void AssertRise(string name, int slot, Func<District, double> value)
        {
            var (x, w) = (rows.Select(value).ToArray(), weights[slot].Weight);
            var (mean, meanResidual) = (x.Average(), residuals.Average());
            var variance = x.Average(v => (v - mean) * (v - mean));
            var covariance = x.Zip(residuals, (v, r) => (v - mean) * (r - meanResidual)).Average();
            var rise = importance[name].MeanSquaredError;
            Assert.Equal((2 * w * w * variance) + (2 * w * covariance), rise.Mean, 4 * rise.StandardError);
            Assert.True(rise.StandardError > 0);
        }
    }

    [Fact]
    public void A_model_of_any_trainer_has_importance()
    {
        var data = PenguinRows.Data(_mlContext);
        var model = PenguinRows.Preparation(_mlContext).Append(_mlContext.Transforms.NormalizeMinMax("Features"))
            .Append(_mlContext.Regression.Trainers.LbfgsPoissonRegression(nameof(PenguinRow.Mass))).Fit(data);

        var importance = _mlContext.Regression.PermutationColumnImportance(
            model, data, nameof(PenguinRow.Mass), ["FlipperLength", "Number"]);

        Assert.Equal(["FlipperLength", "Number"], importance.Keys.Order());
        Assert.True(importance["FlipperLength"].RSquared.Mean < 0);
        // The model makes nothing of it.
        Assert.Equal(0, importance["Number"].RSquared.Mean);
    }

    [Fact]
    public void The_same_seed_gives_the_same_importance_and_another_one_another()
    {
        var data = PenguinRows.Data(_mlContext);
        var model = PenguinRows.Preparation(_mlContext).Append(PenguinRows.Binary(_mlContext)).Fit(data);

        Assert.Equal(Values(1), Values(1));
        Assert.NotEqual(Values(1), Values(2));

        double[] Values(int seed) =>
        [
            .. _mlContext.BinaryClassification.PermutationColumnImportance(model, data, nameof(PenguinRow.IsAdelie), seed: seed)
                .OrderBy(column => column.Key).Select(column => column.Value.AreaUnderRocCurve.Mean),
        ];
    }

    [Fact]
    public void What_cannot_be_shuffled_is_refused_and_the_message_says_why()
    {
        var data = PenguinRows.Data(_mlContext);
        var model = PenguinRows.Preparation(_mlContext).Append(PenguinRows.Multiclass(_mlContext)).Fit(data);

        Refuses("label column 'Label' is made of column 'Species'", columns: ["Species"]);
        Refuses("there is no column 'Beak'", columns: ["Beak"]);
        Refuses("there is no label column 'Class' behind the model", label: "Class");
        Refuses("permutationCount is 0; it must be at least 1", count: 0);
        Refuses("columns is empty", columns: []);
        var none = _mlContext.Data.LoadFromEnumerable(Array.Empty<PenguinRow>());
        Assert.Contains("the data has no rows", Assert.Throws<InvalidOperationException>(
            () => _mlContext.MulticlassClassification.PermutationColumnImportance(model, none)).Message, StringComparison.Ordinal);
        Assert.Contains("no step of the model gives a column 'PredictedLabel' that is a Boolean", Assert.Throws<ArgumentException>(
            () => _mlContext.BinaryClassification.PermutationColumnImportance(model, data)).Message, StringComparison.Ordinal);

        void Refuses(string message, string[]? columns = null, string label = "Label", int count = 1) => Assert.Contains(
            message,
            Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.MulticlassClassification.PermutationColumnImportance(
                model, data, label, columns, count)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>A district of California.</summary>
    private sealed class District
    {
        public float Income { get; set; }

        public float Age { get; set; }

        /// <summary>The median value of a house, in 100,000 dollars.</summary>
        public float Label { get; set; }

        public static District[] Head(int rows) =>
        [
            .. File.ReadLines(Path.Combine(SharedData.Folder("california-housing"), "train.csv")).Skip(1).Take(rows)
                .Select(line => line.Split(','))
                .Select(cells => new District { Income = Number(cells[7]), Age = Number(cells[2]), Label = Number(cells[8]) / 100_000 }),
        ];

        private static float Number(string cell) => float.Parse(cell, CultureInfo.InvariantCulture);
    }
}
