using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.Around;

/// <summary>Thresholds other than a half.</summary>
public class ThresholdTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void A_changed_threshold_moves_the_predicted_label_and_nothing_else()
    {
        var data = PenguinRows.Encoded(_mlContext);
        var model = PenguinRows.Binary(_mlContext).Fit(data);

        var changed = _mlContext.BinaryClassification.ChangeModelThreshold(model, 1.5f);

        Assert.Equal((0, 1.5f), (model.Threshold, changed.Threshold));
        var (before, after) = (model.Transform(data), changed.Transform(data));
        Assert.Equal(before.GetColumn<float>("Score"), after.GetColumn<float>("Score"));
        Assert.Equal(before.GetColumn<float>("Probability"), after.GetColumn<float>("Probability"));
        Assert.Equal(after.GetColumn<float>("Score").Select(score => score > 1.5f), after.GetColumn<bool>("PredictedLabel"));
        Assert.Equal(before.GetColumn<float>("Score").Select(score => score > 0), before.GetColumn<bool>("PredictedLabel"));
        Assert.NotEqual(before.GetColumn<bool>("PredictedLabel"), after.GetColumn<bool>("PredictedLabel"));
    }

    [Fact]
    public void The_threshold_of_a_loaded_chain_can_be_changed_and_is_saved_with_it()
    {
        var data = PenguinRows.Data(_mlContext);
        var model = SavedModel.Reloaded(
            _mlContext, PenguinRows.Preparation(_mlContext).Append(PenguinRows.Binary(_mlContext)).Fit(data), data.Schema);

        var changed = SavedModel.Reloaded(
            _mlContext, _mlContext.BinaryClassification.ChangeModelThreshold(model, -2), data.Schema);

        var scored = changed.Transform(data);
        Assert.Equal(scored.GetColumn<float>("Score").Select(score => score > -2), scored.GetColumn<bool>("PredictedLabel"));
        using var engine = _mlContext.Model.CreatePredictionEngine<PenguinRow, Prediction>(changed);
        Assert.Equal(
            scored.GetColumn<bool>("PredictedLabel"), PenguinRows.All.Select(penguin => engine.Predict(penguin).PredictedLabel));
    }

    [Fact]
    public void The_threshold_goes_to_onnx()
    {
        var data = PenguinRows.Encoded(_mlContext);
        var model = _mlContext.BinaryClassification.ChangeModelThreshold(PenguinRows.Binary(_mlContext).Fit(data), 1.5f);
        var features = _mlContext.Transforms.SelectColumns("Features").Fit(data).Transform(data);

        using var onnx = OnnxModel.Export(_mlContext, model, features);

        Assert.Equal(
            model.Transform(features).GetColumn<bool>("PredictedLabel"),
            onnx.Run(features).Get<bool>("PredictedLabel").Select(row => row[0]));
    }

    [Fact]
    public void A_threshold_that_is_no_number_and_a_model_without_one_are_refused()
    {
        var model = Blobs.Model(_mlContext);

        Assert.Contains("threshold is NaN", Assert.Throws<ArgumentOutOfRangeException>(
            () => _mlContext.BinaryClassification.ChangeModelThreshold(model, float.NaN)).Message, StringComparison.Ordinal);
        Assert.Contains("there is no binary network of MlNetDl", Assert.Throws<ArgumentException>(
            () => _mlContext.BinaryClassification.ChangeModelThreshold(model, 0)).Message, StringComparison.Ordinal);
    }

    [Theory]
    // The thresholds between neighbouring scores with scikit-learn 1.2.1's f1_score, balanced_accuracy_score and accuracy_score: the first
    // of the best.
    [InlineData("000101010111", ThresholdMetric.F1Score, -0.375)]
    [InlineData("000101010111", ThresholdMetric.BalancedAccuracy, -0.375)]
    [InlineData("000101010111", ThresholdMetric.Accuracy, -0.375)]
    [InlineData("000000001001", ThresholdMetric.F1Score, 0.625)]
    [InlineData("000000001001", ThresholdMetric.BalancedAccuracy, 0.625)]
    [InlineData("000000001001", ThresholdMetric.Accuracy, 1.75)]
    public void The_chosen_threshold_is_the_best_one_between_two_scores(string labels, ThresholdMetric metric, float expected)
    {
        float[] scores = [-2, -1.5f, -1, -1, -0.5f, -0.25f, 0, 0.5f, 0.75f, 1, 1.5f, 2];
        var rows = scores.Zip(labels, (score, label) => new Scored { Score = score, Label = label == '1' }).ToArray();
        new Random(1).Shuffle(rows);

        Assert.Equal(expected, _mlContext.BinaryClassification.ChooseThreshold(_mlContext.Data.LoadFromEnumerable(rows), metric));
    }

    [Fact]
    public void A_threshold_is_chosen_on_a_scored_table_and_is_at_least_as_good_there()
    {
        var data = PenguinRows.Encoded(_mlContext);
        var model = PenguinRows.Binary(_mlContext).Fit(data);
        const string label = nameof(PenguinRow.IsAdelie);

        var chosen = _mlContext.BinaryClassification.ChooseThreshold(model.Transform(data), labelColumnName: label);

        Assert.True(F1(_mlContext.BinaryClassification.ChangeModelThreshold(model, chosen)) >= F1(model));

        double F1(BinaryNetworkTransformer scorer) =>
            _mlContext.BinaryClassification.Evaluate(scorer.Transform(data), label).F1Score;
    }

    [Fact]
    public void One_class_alone_and_scores_that_are_no_numbers_have_no_threshold()
    {
        var choose = (Scored[] rows) => _mlContext.BinaryClassification.ChooseThreshold(_mlContext.Data.LoadFromEnumerable(rows));

        Assert.Contains("has not both true and false in its 1 rows",
            Assert.Throws<InvalidOperationException>(() => choose([new() { Label = true }])).Message, StringComparison.Ordinal);
        Assert.Contains("score column 'Score' holds NaN in row 1",
            Assert.Throws<InvalidOperationException>(() => choose([new() { Score = float.NaN }])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_and_labels_belong_together_though_the_source_turns_its_rows_round_each_time()
    {
        Scored[] rows = [.. Enumerable.Range(0, 10).Select(row => new Scored { Score = row, Label = row > 6 || row == 3 })];
        var times = 0;
        var data = _mlContext.Data.LoadFromEnumerable(EitherWay());

        // By hand: above 6 are 3 of 4 positives and no negative, of all F1 scores the largest, 6/7; the temperature is that of the rows.
        Assert.Equal(6.5f, _mlContext.BinaryClassification.ChooseThreshold(data));
        var expected = _mlContext.Data.LoadFromEnumerable(rows);
        Assert.Equal(LastProbability(expected), LastProbability(data), 1e-6f);

        float LastProbability(IDataView scored) => _mlContext.BinaryClassification.Calibrators.Temperature().Fit(scored)
            .Transform(expected).GetColumn<float>("Probability").Last();

        IEnumerable<Scored> EitherWay()
        {
            foreach (var row in times++ % 2 == 0 ? rows : Enumerable.Reverse(rows))
                yield return row;
        }
    }

    private sealed class Scored
    {
        public float Score { get; set; }

        public bool Label { get; set; }
    }

    private sealed class Prediction
    {
        public bool PredictedLabel { get; set; }
    }
}
