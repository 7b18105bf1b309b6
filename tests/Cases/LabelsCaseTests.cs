using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Cases;

/// <summary>The cases <c>labels-1</c> to <c>labels-6</c> of the shared folder <c>cases</c>: what labels may be.</summary>
public class LabelsCaseTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Labels_1_the_order_of_the_keys_does_not_change_what_is_predicted(bool mlp)
    {
        var data = _mlContext.Data.LoadFromEnumerable(SharedCases.Rows("three.csv"));
        IEstimator<ITransformer> trainer = mlp
            ? new MlpTrainer(_mlContext, Options())
            : new SoftmaxRegressionTrainer(_mlContext, new SoftmaxRegressionTrainer.Options { LabelColumnName = "Key", Seed = 1 });

        var byOccurrence = Predict(ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence);
        var byValue = Predict(ValueToKeyMappingEstimator.KeyOrdinality.ByValue);

        Assert.Equal(Texts(data, nameof(CaseRow.Label)), Texts(byOccurrence, "Predicted"));
        Assert.Equal(Texts(data, nameof(CaseRow.Label)), Texts(byValue, "Predicted"));
        AssertScoresAreNamed(["delta", "alpha", "charlie"], byOccurrence);
        AssertScoresAreNamed(["alpha", "charlie", "delta"], byValue);

        IDataView Predict(ValueToKeyMappingEstimator.KeyOrdinality order) =>
            _mlContext.Transforms.Conversion.MapValueToKey("Key", nameof(CaseRow.Label), keyOrdinality: order)
                .Append(_mlContext.Transforms.Concatenate("Features", nameof(CaseRow.X1), nameof(CaseRow.X2)))
                .Append(trainer)
                .Append(_mlContext.Transforms.Conversion.MapKeyToValue("Predicted", "PredictedLabel"))
                .Fit(data).Transform(data);
    }

    [SkippableFact]
    public void Labels_2_rows_without_a_label_are_left_out_and_counted_once()
    {
        var rows = SharedCases.Rows("three-missing.csv");
        var all = CaseRow.View(_mlContext, rows);
        var labelled = CaseRow.View(_mlContext, rows.Where(row => row.Label.Length > 0));
        var trainer = new MlpTrainer(_mlContext, Options());
        var log = new TrainingLog(_mlContext);

        var scores = Bits.OfScores(trainer.Fit(all).Transform(all));

        var warning = Assert.Single(log.Warnings);
        Assert.Contains("missing in 6 of 60 training rows", warning, StringComparison.Ordinal);
        Assert.Equal(Bits.OfScores(trainer.Fit(labelled).Transform(all)), scores);
        Assert.All(scores, row => Assert.Equal(3, row.Split(' ').Length));
    }

    [Fact]
    public void Labels_3_a_binary_label_that_is_always_true_is_refused_by_the_name_of_its_column()
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 50).Select(_ => new CaseRow { X1 = random.NextSingle(), X2 = random.NextSingle(), Flag = true });
        var trainer = new MlpTrainer(_mlContext, new MlpTrainer.Options { LabelColumnName = nameof(CaseRow.Flag), Seed = 1 });

        var error = Assert.Throws<InvalidOperationException>(() => trainer.Fit(CaseRow.View(_mlContext, rows)));

        Assert.Contains("'Flag'", error.Message, StringComparison.Ordinal);
        Assert.Contains("one class only", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Labels_4_classes_that_never_occur_have_a_score_and_are_not_predicted()
    {
        var data = _mlContext.Data.LoadFromEnumerable(SharedCases.Rows("three.csv"));
        var keys = _mlContext.Data.LoadFromEnumerable(
            new[] { "u", "delta", "alpha", "charlie", "v" }.Select(label => new CaseRow { Label = label }));

        var scored = _mlContext.Transforms.Conversion.MapValueToKey("Key", nameof(CaseRow.Label), keyData: LabelsOf(keys))
            .Append(_mlContext.Transforms.Concatenate("Features", nameof(CaseRow.X1), nameof(CaseRow.X2)))
            .Append(new MlpTrainer(_mlContext, Options()))
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue("Predicted", "PredictedLabel"))
            .Fit(data).Transform(data);

        Assert.All(ScoreColumn.Of(scored), score =>
        {
            Assert.Equal(5, score.Length);
            Assert.All(score, probability => Assert.InRange(probability, 0, 1));
            Assert.Equal(1, score.Sum(), 1e-5);
        });
        Assert.Subset(new HashSet<string> { "delta", "alpha", "charlie" }, Texts(scored, "Predicted").ToHashSet());
        Assert.Equal(1, _mlContext.MulticlassClassification.Evaluate(scored, "Key").MicroAccuracy);
    }

    [SkippableFact]
    public void Labels_5_scoring_needs_no_label()
    {
        var rows = SharedCases.Rows("three.csv");
        var data = CaseRow.View(_mlContext, rows);
        var model = _mlContext.Transforms.Concatenate("Features", nameof(CaseRow.X1), nameof(CaseRow.X2))
            .Append(new MlpTrainer(_mlContext, Options()))
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(data);
        var points = rows.Select(row => new Point { X1 = row.X1, X2 = row.X2 }).ToArray();
        using var engine = _mlContext.Model.CreatePredictionEngine<Point, Prediction>(model);

        var expected = ScoreColumn.Of(model.Transform(data));
        Assert.Equal(expected, ScoreColumn.Of(model.Transform(_mlContext.Data.LoadFromEnumerable(points))));
        ScoreColumn.AssertNear(expected, [.. points.Select(point => engine.Predict(point).Score)], 1e-6f);
        Assert.Equal(rows.Select(row => row.Label), points.Select(point => engine.Predict(point).PredictedLabel));
    }

    [SkippableFact]
    public void Labels_6_keys_may_be_of_any_width()
    {
        var data = CaseRow.View(_mlContext, SharedCases.Rows("three.csv"));

        var expected = Scores(DataKind.UInt32, typeof(uint));

        Assert.Equal(expected, Scores(DataKind.Byte, typeof(byte)));
        Assert.Equal(expected, Scores(DataKind.UInt16, typeof(ushort)));

        string[] Scores(DataKind kind, Type type)
        {
            var typed = _mlContext.Transforms.Conversion.ConvertType("Key", outputKind: kind).Fit(data).Transform(data);
            Assert.Equal(type, Assert.IsType<KeyDataViewType>(typed.Schema["Key"].Type).RawType);
            return Bits.OfScores(new MlpTrainer(_mlContext, Options()).Fit(typed).Transform(typed));
        }
    }

    private static MlpTrainer.Options Options() => new() { LabelColumnName = "Key", HiddenLayers = [8], Seed = 1 };

    private static string[] Texts(IDataView data, string column) => [.. data.GetColumn<string>(column)];

    /// <summary>The slots of <c>Score</c> have the names, and the largest is in the slot of the predicted text.</summary>
    private static void AssertScoresAreNamed(string[] names, IDataView scored)
    {
        VBuffer<ReadOnlyMemory<char>> slotNames = default;
        scored.Schema["Score"].GetSlotNames(ref slotNames);
        Assert.Equal(names, slotNames.DenseValues().Select(name => name.ToString()));
        Assert.Equal(
            Texts(scored, "Predicted"),
            ScoreColumn.Of(scored).Select(score => names[Array.IndexOf(score, score.Max())]));
    }

    private IDataView LabelsOf(IDataView data) =>
        _mlContext.Transforms.SelectColumns(nameof(CaseRow.Label)).Fit(data).Transform(data);

    private sealed class Point
    {
        public float X1 { get; set; }

        public float X2 { get; set; }
    }

    private sealed class Prediction
    {
        public string PredictedLabel { get; set; } = "";

        public float[] Score { get; set; } = [];
    }
}
