using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.Around;

/// <summary>
/// Temperature scaling. The expected numbers are those of scipy 1.10.1's <c>brentq</c> on the derivative of the log-loss, in double, of
/// scores that both sides make by the same rule.
/// </summary>
public class TemperatureScalingTests
{
    // The largest logit's class in two rows of three, else any.
    private static readonly uint[] _labels =
    [
        0, 0, 2, 0, 2, 0, 1, 0, 0, 1, 1, 2, 2, 1, 0, 0, 1, 2, 0, 1, 0, 1, 1, 2, 1, 2, 0, 2, 1, 2, 0, 2, 1, 0, 0, 1, 1, 2, 1, 1,
    ];

    /// <summary>In objects keys begin at 0, and one past the last is none.</summary>
    private const uint Missing = 3;

    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void The_temperature_of_logits_is_what_scipy_finds()
    {
        var data = Data(Logits());

        var calibrator = _mlContext.MulticlassClassification.TemperatureScaling().Fit(data);

        Assert.Equal(1.5619360641163462, calibrator.Temperature, 1e-7);
        var calibrated = ScoreColumn.Of(calibrator.Transform(data));
        // The softmax of the logits by that temperature, by numpy.
        ScoreColumn.AssertNear(
            [[0.08497365f, 0.42775423f, 0.48727211f], [0.77399940f, 0.20162545f, 0.02437515f]], calibrated[..2], 1e-6f);
    }

    [Fact]
    public void Probabilities_are_told_from_logits_and_their_logarithms_are_calibrated()
    {
        var probabilities = Logits().Select(row =>
        {
            var exponentials = Array.ConvertAll(row, z => Math.Exp(2.0 * z));
            return Array.ConvertAll(exponentials, e => (float)(e / exponentials.Sum()));
        }).ToArray();

        var calibrator = _mlContext.MulticlassClassification.TemperatureScaling().Fit(Data(probabilities));

        // Twice as sure, twice the temperature.
        Assert.Equal(2 * 1.5619360641163462, calibrator.Temperature, 1e-4);
        ScoreColumn.AssertNear(
            [[0.08497365f, 0.42775423f, 0.48727211f]], ScoreColumn.Of(calibrator.Transform(Data(probabilities)))[..1], 1e-5f);
        // As logits they would be all but alike.
        var asLogits = _mlContext.MulticlassClassification.TemperatureScaling(scale: ScoreScale.Logits).Fit(Data(probabilities));
        Assert.InRange(asLogits.Temperature, 0, 1);
    }

    [Fact]
    public void The_temperature_of_a_binary_score_is_what_scipy_finds()
    {
        const string labels = "1110111110110001000001001110111110110001";
        var rows = labels.Select((label, i) => new BinaryRow { Score = (float)(4 * Math.Sin(1.3 * i)), Label = label == '1' }).ToArray();
        var data = _mlContext.Data.LoadFromEnumerable(rows);

        var calibrator = _mlContext.BinaryClassification.Calibrators.Temperature().Fit(data);

        var platt = ((IPredictionTransformer<PlattCalibrator>)calibrator).Model;
        Assert.Equal(2.4840843176053387, -1 / platt.Slope, 1e-7);
        Assert.Equal(0, platt.Offset);
        var expected = rows.Select(row => (float)(1 / (1 + Math.Exp(-row.Score / 2.4840843176053387))));
        Assert.All(
            calibrator.Transform(data).GetColumn<float>("Probability").Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
    }

    [SkippableFact]
    public void An_overconfident_network_on_diamonds_has_a_lower_held_out_log_loss_and_the_same_predictions()
    {
        var rows = DiamondRow.Head(3000);
        var (train, held, test) = (View(rows[..600]), View(rows[600..1800]), View(rows[1800..]));
        var options = PenguinRows.Options("Label");
        (options.HiddenLayers, options.NumberOfEpochs, options.WeightDecay) = ([64], 100, 0);
        var pipeline = DiamondRow.Preparation(_mlContext).Append(new MlpMulticlassTrainer(_mlContext, options));
        var model = pipeline.Fit(train);

        var calibrator = _mlContext.MulticlassClassification.TemperatureScaling().Fit(model.Transform(held));
        var calibrated = model.Append(calibrator);

        Assert.True(calibrator.Temperature > 1.2, $"{calibrator.Temperature}");
        var (before, after) = (model.Transform(test), calibrated.Transform(test));
        Assert.Equal(before.GetColumn<uint>("PredictedLabel"), after.GetColumn<uint>("PredictedLabel"));
        var (raw, scaled) = (_mlContext.MulticlassClassification.Evaluate(before), _mlContext.MulticlassClassification.Evaluate(after));
        Assert.True(scaled.LogLoss < raw.LogLoss, $"{scaled.LogLoss} {raw.LogLoss}");
        Assert.Equal(raw.MicroAccuracy, scaled.MicroAccuracy);
        // With the names of the classes.
        Assert.Equal(SchemaText.Of(before.Schema["Score"].Annotations), SchemaText.Of(after.Schema["Score"].Annotations));
        Assert.Equal(after.Schema["Score"].Type, before.Schema["Score"].Type);

        IDataView View(DiamondRow[] part) => _mlContext.Data.LoadFromEnumerable(part);
    }

    [Fact]
    public void Any_multiclass_model_of_MlNet_is_calibrated_saved_and_loaded()
    {
        var data = PenguinRows.Data(_mlContext);
        var split = _mlContext.Data.TrainTestSplit(data, 0.5);
        var model = PenguinRows.Preparation(_mlContext)
            .Append(_mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy()).Fit(split.TrainSet);

        var calibrated = model.Append(_mlContext.MulticlassClassification.TemperatureScaling().Fit(model.Transform(split.TestSet)));

        var loaded = SavedModel.Reloaded(_mlContext, calibrated, data.Schema);
        Assert.Equal(ScoreColumn.Of(calibrated.Transform(data)), ScoreColumn.Of(loaded.Transform(data)));
        Assert.NotEqual(ScoreColumn.Of(model.Transform(data)), ScoreColumn.Of(loaded.Transform(data)));
        using var engine = _mlContext.Model.CreatePredictionEngine<PenguinRow, Scores>(loaded);
        ScoreColumn.AssertNear(ScoreColumn.Of(loaded.Transform(data))[..1], [engine.Predict(PenguinRows.All[0]).Score], 1e-6f);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_calibrated_chain_goes_to_onnx_missing_values_included(bool areProbabilities)
    {
        float[][] rows = areProbabilities ? [[0.2f, 0.3f, 0.5f], [1, 0, 0], [0, 0.6f, 0.4f]] : Logits();
        var calibrator = _mlContext.MulticlassClassification.TemperatureScaling().Fit(Data(rows, areProbabilities ? [2, 0, 2] : null));
        var data = Data([.. rows, [float.NaN, 1, 2]]);
        data = _mlContext.Transforms.SelectColumns("Score").Fit(data).Transform(data);

        using var onnx = OnnxModel.Export(_mlContext, calibrator, data);

        ScoreColumn.AssertNear(ScoreColumn.Of(calibrator.Transform(data)), onnx.Run(data).Get<float>("Score"), 1e-6f);
        Assert.All(ScoreColumn.Of(calibrator.Transform(data))[^1], score => Assert.True(float.IsNaN(score)));
    }

    [Fact]
    public void Rows_without_a_label_are_left_out()
    {
        var (logits, wild) = (Logits(), new float[] { -100, 0, 100 });
        var with = Data([.. logits, wild]);

        Assert.Equal(
            _mlContext.MulticlassClassification.TemperatureScaling().Fit(Data(logits)).Temperature,
            _mlContext.MulticlassClassification.TemperatureScaling().Fit(with).Temperature);
    }

    [Fact]
    public void Rows_all_predicted_right_leave_the_temperature_at_one_and_the_log_warns()
    {
        var log = new List<string>();
        _mlContext.Log += (_, entry) => log.Add(entry.Message);

        var calibrator = _mlContext.MulticlassClassification.TemperatureScaling().Fit(Data([[3, 1, 0], [4, 0, 1]]));

        Assert.Equal(1, calibrator.Temperature);
        Assert.Contains(log, line => line.Contains("all 2 rows are predicted right", StringComparison.Ordinal));
    }

    [Fact]
    public void What_cannot_be_calibrated_is_refused_and_the_message_says_why()
    {
        // Both labels are 0: the scores tell the opposite.
        Refuses("the scores of the labels' classes are no higher than those of others", Data([[0, 3, 1], [0, 2, 1]]));
        Refuses("score column 'Score' holds NaN in row 2", Data([[0, 3, 1], [0, float.NaN, 1]]));
        Refuses("there are no rows with a label in column 'Label'", Data([]));
        Refuses("there is no label column 'Label'", PenguinRows.Data(_mlContext));
        Refuses("probabilities must not be negative and sum to 1", Data(Logits()), ScoreScale.Probabilities);
        Refuses("label column 'Label' is", _mlContext.Data.LoadFromEnumerable(new[] { new BinaryRow() }));

        void Refuses(string message, IDataView data, ScoreScale scale = ScoreScale.Auto) => Assert.Contains(
            message,
            Assert.ThrowsAny<Exception>(() => _mlContext.MulticlassClassification.TemperatureScaling(scale: scale).Fit(data)).Message,
            StringComparison.Ordinal);
    }

    private static float[][] Logits() =>
        [.. Enumerable.Range(0, 40).Select(i => new[] { Z(i), Z((2 * i) + 1), Z((3 * i) + 2) })];

    private static float Z(double angle) => (float)(3 * Math.Sin(angle));

    /// <summary>Scores with the labels above, or others; beyond those, the label is missing.</summary>
    private IDataView Data(float[][] scores, uint[]? labels = null) => _mlContext.Data.LoadFromEnumerable(
        scores.Zip((labels ?? _labels).Concat(Enumerable.Repeat(Missing, scores.Length)), (row, label) => new Scores
        {
            Score = row,
            Label = label,
        }));

    private sealed class Scores
    {
        [VectorType(3)]
        public float[] Score { get; set; } = [];

        [KeyType(3)]
        public uint Label { get; set; }
    }

    private sealed class BinaryRow
    {
        public float Score { get; set; }

        public bool Label { get; set; }
    }
}
