using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Cases;

/// <summary>The cases <c>weights-1</c> to <c>weights-7</c> of the shared folder <c>cases</c>: row and class weights.</summary>
public class WeightsCaseTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    public static TheoryData<string> Trainers => EveryTrainer.Names;

    [SkippableFact]
    public void Weights_1_rows_of_weight_0_move_nothing() =>
        AssertWeightedLeastSquares(SharedCases.Rows("weights.csv"), nameof(CaseRow.Weight));

    [SkippableFact]
    public void Weights_2_a_row_of_weight_2_equals_the_row_twice() => AssertWeightedLeastSquares(
        SharedCases.Rows("weights.csv").SelectMany(row => Enumerable.Repeat(row, (int)row.Weight)), weightColumn: null);

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Weights_3_weights_that_are_all_0_are_refused(string trainer)
    {
        var rows = CaseRow.Separable(20);
        foreach (var row in rows)
            row.Weight = 0;

        var error = Assert.Throws<InvalidOperationException>(
            () => EveryTrainer.Fit(_mlContext, trainer, CaseRow.View(_mlContext, rows), nameof(CaseRow.Weight)));

        Assert.Contains("'Weight'", error.Message, StringComparison.Ordinal);
        Assert.Contains("all 20 training rows", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_4_batches_of_rows_of_weight_0_change_nothing()
    {
        var rows = CaseRow.Separable(8);
        foreach (var row in rows[..6])
            row.Weight = 0;
        var data = CaseRow.View(_mlContext, rows);
        var trainer = Mlp(options => (options.BatchSize, options.ExampleWeightColumnName) = (2, nameof(CaseRow.Weight)));

        var model = trainer.Fit(data);

        Assert.All(model.GetTrainingHistory()!.Epochs, epoch => Assert.True(double.IsFinite(epoch.TrainingLoss)));
        ScoreColumn.AssertFinite(model.Transform(data));
        Assert.Equal(
            ScoreColumn.Of(trainer.Fit(CaseRow.View(_mlContext, rows[6..])).Transform(data)), ScoreColumn.Of(model.Transform(data)));
    }

    [Fact]
    public void Weights_5_balanced_weights_belong_to_the_class_and_not_to_its_place_in_the_alphabet()
    {
        // scikit-learn 1.2.1: compute_class_weight("balanced", classes=["a", "b", "c"], y=[b x 6, a x 3, c x 1]).
        var weights = new Dictionary<string, float> { ["a"] = 1.111111f, ["b"] = 0.555556f, ["c"] = 3.333333f };
        var byName = new ClassWeights { ["c"] = weights["c"], ["a"] = weights["a"], ["b"] = weights["b"] };
        string[] labels = ["b", "b", "b", "b", "b", "b", "a", "a", "a", "c"];
        var rows = labels.Select((label, i) => Binary(i, label)).ToArray();
        foreach (var row in rows)
            row.Weight = weights[row.Label];
        var data = CaseRow.View(_mlContext, rows);

        var balanced = Mlp(options => options.ClassWeights = ClassWeights.Balanced).Fit(data).Transform(data);
        var given = Mlp(options => options.ClassWeights = byName).Fit(data).Transform(data);
        var byRow = Mlp(options => options.ExampleWeightColumnName = nameof(CaseRow.Weight)).Fit(data).Transform(data);

        ScoreColumn.AssertNear(ScoreColumn.Of(balanced), ScoreColumn.Of(given), 1e-5f);
        ScoreColumn.AssertNear(ScoreColumn.Of(balanced), ScoreColumn.Of(byRow), 1e-5f);
    }

    [Fact]
    public void Weights_6_the_weight_of_a_class_without_rows_is_not_used()
    {
        var rows = CaseRow.Separable(40);
        rows[7].Label = "c";
        var data = _mlContext.Data.LoadFromEnumerable(rows);
        var features = _mlContext.Transforms.Concatenate("Features", nameof(CaseRow.X1), nameof(CaseRow.X2));
        var trainer = Mlp(options => options.ClassWeights = new ClassWeights { ["a"] = 1, ["b"] = 2, ["c"] = 3 });
        var key = _mlContext.Transforms.Conversion.MapValueToKey("Key", nameof(CaseRow.Label));
        var keyed = CaseRow.View(_mlContext, rows);

        // With the key learned in the fold, which then does not know c, and with a key that knows it.
        var inside = _mlContext.MulticlassClassification.CrossValidate(data, key.Append(features).Append(trainer), 5, "Key");
        var outside = _mlContext.MulticlassClassification.CrossValidate(keyed, trainer, 5, "Key");

        Assert.Contains(inside, fold => Classes(fold.ScoredHoldOutSet) == 2);
        Assert.All(outside, fold => Assert.Equal(3, Classes(fold.ScoredHoldOutSet)));
        Assert.All(inside.Concat(outside), fold => Assert.InRange(fold.Metrics.MicroAccuracy, 0.5, 1));

        var withoutC = _mlContext.Data.FilterRowsByKeyColumnFraction(keyed, "Key", 0, 2 / 3.0);
        var heavier = Mlp(options => options.ClassWeights = new ClassWeights { ["a"] = 1, ["b"] = 2, ["c"] = 1000 });
        Assert.Equal(
            ScoreColumn.Of(trainer.Fit(withoutC).Transform(keyed)), ScoreColumn.Of(heavier.Fit(withoutC).Transform(keyed)));
    }

    [Fact]
    public void Weights_7_a_constant_row_weight_changes_nothing_and_row_and_class_weights_multiply()
    {
        var rows = Enumerable.Range(0, 100).Select(i => Binary(i, i % 10 == 3 ? "rare" : "common")).ToArray();
        foreach (var row in rows)
            row.Weight = 3;
        var constant = CaseRow.View(_mlContext, rows);
        var balanced = Mlp(options => options.ClassWeights = ClassWeights.Balanced);
        var balancedAndWeighted = Mlp(options =>
            (options.ClassWeights, options.ExampleWeightColumnName) = (ClassWeights.Balanced, nameof(CaseRow.Weight)));
        var weighted = Mlp(options => options.ExampleWeightColumnName = nameof(CaseRow.Weight));

        ScoreColumn.AssertNear(
            ScoreColumn.Of(balanced.Fit(constant).Transform(constant)),
            ScoreColumn.Of(balancedAndWeighted.Fit(constant).Transform(constant)), 1e-5f);

        // Weights of mean 1 in each class leave the balance as it is: n / (classes * rows of the class), as scikit-learn has it.
        var products = rows.Select((row, i) => Binary(i, row.Label)).ToArray();
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i].Weight = i / 10 % 2 == 0 ? 0.5f : 1.5f;
            products[i].Weight = rows[i].Weight * (rows[i].Label == "rare" ? 100 / 20f : 100 / 180f);
        }

        var both = CaseRow.View(_mlContext, rows);
        var product = CaseRow.View(_mlContext, products);
        ScoreColumn.AssertNear(
            ScoreColumn.Of(weighted.Fit(product).Transform(product)),
            ScoreColumn.Of(balancedAndWeighted.Fit(both).Transform(both)), 1e-5f);
    }

    private static int Classes(IDataView scored) => ((VectorDataViewType)scored.Schema["Score"].Type).Size;

    /// <summary>A row whose features are 0 and 1: what is learned of them does not depend on weights.</summary>
    private static CaseRow Binary(int i, string label) => new() { X1 = i & 1, X2 = (i >> 1) & 1, Label = label };

    /// <remarks>
    /// By gradient descent: balanced classes make some of the first gradients zero but for rounding, and Adam would make a full step
    /// of that.
    /// </remarks>
    private MlpMulticlassTrainer Mlp(Action<MlpTrainer.Options> set)
    {
        var options = new MlpTrainer.Options
        {
            LabelColumnName = "Key",
            HiddenLayers = [8],
            Optimizer = Optimizer.Sgd,
            LearningRate = 0.1f,
            NumberOfEpochs = 20,
            Seed = 1,
        };
        set(options);
        return new MlpMulticlassTrainer(_mlContext, options);
    }

    private void AssertWeightedLeastSquares(IEnumerable<CaseRow> rows, string? weightColumn)
    {
        // Weighted least squares by numpy.
        using var expected = JsonDocument.Parse(File.ReadAllText(SharedCases.PathTo("weights.expected.json")));
        var at = expected.RootElement.GetProperty("at").EnumerateArray()
            .Select(point => new CaseRow { X1 = point[0].GetSingle(), X2 = point[1].GetSingle() });
        var weighted = expected.RootElement.GetProperty("weighted").EnumerateArray().Select(y => new[] { y.GetSingle() }).ToArray();
        var tolerance = expected.RootElement.GetProperty("tolerance").GetSingle();

        var model = new LinearRegressionTrainer(_mlContext, new LinearRegressionTrainer.Options
        {
            LabelColumnName = nameof(CaseRow.Y),
            ExampleWeightColumnName = weightColumn,
            WeightDecay = 0,
            Seed = 1,
        }).Fit(CaseRow.View(_mlContext, rows));

        ScoreColumn.AssertNear(weighted, ScoreColumn.Of(model.Transform(CaseRow.View(_mlContext, at))), tolerance);
    }
}
