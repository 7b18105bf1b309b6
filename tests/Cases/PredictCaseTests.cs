using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Cases;

/// <summary>The cases <c>predict-1</c> to <c>predict-4</c> of the shared folder <c>cases</c>: a row at a time, and many at once.</summary>
public class PredictCaseTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [SkippableFact]
    public void Predict_1_an_engine_scores_a_row_as_Transform_does()
    {
        var model = MixedCase.Model(_mlContext);
        MixedRow[] rows = [.. MixedCase.Rows(), new() { City = null, Size = 1 }, new() { City = "paris", Size = 1, Flag = true }];
        using var engine = _mlContext.Model.CreatePredictionEngine<MixedRow, MixedScore>(model);

        var scored = Score(model, rows);

        ScoreColumn.AssertNear(scored, [.. rows.Select(row => new[] { engine.Predict(row).Score })], 1e-5f);
        Assert.All(scored, score => Assert.True(float.IsFinite(score[0])));
        // Null is missing, as empty text is, and a city never seen is neither that nor any of the others.
        Assert.Equal(engine.Predict(new() { City = "", Size = 1 }).Score, scored[60][0]);
        string?[] seen = [null, "oslo", "bonn", "rome"];
        Assert.DoesNotContain(scored[61][0], seen.Select(city => engine.Predict(new() { City = city, Size = 1, Flag = true }).Score));
    }

    [SkippableFact]
    public void Predict_2_a_model_serves_eight_threads_with_an_engine_each_and_Transform_beside_them()
    {
        var model = MixedCase.Model(_mlContext);
        var rows = MixedCase.Rows();
        using var single = _mlContext.Model.CreatePredictionEngine<MixedRow, MixedScore>(model);
        float[] expected = [.. rows.Select(row => single.Predict(row).Score)];
        var expectedAtOnce = Score(model, rows);

        var engines = Enumerable.Range(0, 8).Select(_ => InThread(() =>
        {
            using var engine = _mlContext.Model.CreatePredictionEngine<MixedRow, MixedScore>(model);
            for (var i = 0; i < 10_000; i++)
                Assert.Equal(expected[i % rows.Length], engine.Predict(rows[i % rows.Length]).Score);
        })).ToArray();
        var predictions = Task.WhenAll(engines);
        var transform = InThread(() =>
        {
            do
                Assert.Equal(expectedAtOnce, Score(model, rows));
            while (!predictions.IsCompleted);
        });

        Task.WaitAll(predictions, transform);
    }

    [SkippableFact]
    public void Predict_3_no_row_one_row_and_many_rows_give_as_many_scores()
    {
        var model = MixedCase.Model(_mlContext);
        var rows = MixedCase.Rows();
        MixedRow[] many = [.. Enumerable.Range(0, 1025).Select(i => rows[i % rows.Length])];

        var scores = Score(model, many);

        Assert.Equal(1025, scores.Length);
        Assert.Empty(Score(model, []));
        Assert.Equal(scores[0], Assert.Single(Score(model, many[..1])));
    }

    [Fact]
    public void Predict_4_of_two_columns_of_the_name_the_visible_one_is_encoded()
    {
        var data = Twice([1, 2], ["oslo", "bonn"]);
        Assert.Equal(2, data.Schema.Count(column => column.Name == "city"));

        var encoding = _mlContext.Transforms.Categorical.NaNAwareOneHotEncoding("city").Fit(data);

        Assert.Equal(["city_bonn", "city_oslo", "city_nan"], Encoding.SlotNames(encoding.Transform(data), "city"));
        Assert.Equal(
            [[1f, 0, 0], [0f, 0, 1], [0f, 0, 0]], encoding.Transform(Twice([1, 1, 1], ["bonn", "", "rome"])).GetColumn<float[]>("city"));
    }

    /// <summary>Data with a number <c>city</c> that a text <c>city</c> hides.</summary>
    private IDataView Twice(float[] hidden, string[] visible)
    {
        var data = _mlContext.Data.LoadFromEnumerable(hidden.Zip(visible, (number, text) => new Towns { Hidden = number, Text = text }));
        return _mlContext.Transforms.CopyColumns("city", nameof(Towns.Text)).Fit(data).Transform(data);
    }

    private float[][] Score(ITransformer model, MixedRow[] rows) =>
        ScoreColumn.Of(model.Transform(_mlContext.Data.LoadFromEnumerable(rows)));

    private static Task InThread(Action action) => Task.Factory.StartNew(
        action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private sealed class Towns
    {
        [ColumnName("city")]
        public float Hidden { get; set; }

        public string Text { get; set; } = "";
    }
}
