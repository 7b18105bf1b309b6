using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Around;

/// <summary>What users of ML.NET do with every model, on real data.</summary>
public class HabitsTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void A_PredictionEngine_gives_objects_with_class_and_scores()
    {
        var data = PenguinRows.Data(_mlContext);
        var model = PenguinRows.Preparation(_mlContext).Append(PenguinRows.Multiclass(_mlContext))
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(data);
        using var engine = _mlContext.Model.CreatePredictionEngine<PenguinRow, Prediction>(model);
        Prediction[] inBulk = [.. _mlContext.Data.CreateEnumerable<Prediction>(model.Transform(data), reuseRowObject: false)];

        var single = Array.ConvertAll(PenguinRows.All, engine.Predict);

        ScoreColumn.AssertNear([.. inBulk.Select(row => row.Score)], [.. single.Select(row => row.Score)], 1e-6f);
        Assert.Equal(inBulk.Select(row => row.PredictedLabel), single.Select(row => row.PredictedLabel));
        Assert.InRange(single.Zip(PenguinRows.All, (row, penguin) => row.PredictedLabel == penguin.Species ? 1.0 : 0).Average(), 0.95, 1);
    }

    [Fact]
    public void Evaluate_names_the_classes_in_the_confusion_table_in_key_order()
    {
        var data = PenguinRows.Encoded(_mlContext);
        var scored = PenguinRows.Multiclass(_mlContext).Fit(data).Transform(data);

        var table = _mlContext.MulticlassClassification.Evaluate(scored).ConfusionMatrix.GetFormattedConfusionTable();

        var keys = PenguinRows.All.Select(penguin => penguin.Species).Distinct().ToArray();
        Assert.Equal(3, keys.Length);
        var places = keys.Select(key => table.IndexOf(key, StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void CreateEnumerable_gives_rows_their_scores_also_into_one_object()
    {
        var data = PenguinRows.Encoded(_mlContext);
        var scored = PenguinRows.Regression(_mlContext).Fit(data).Transform(data);

        var separate = _mlContext.Data.CreateEnumerable<Weight>(scored, reuseRowObject: false).Select(row => row.Score).ToArray();
        var reused = _mlContext.Data.CreateEnumerable<Weight>(scored, reuseRowObject: true).Select(row => row.Score).ToArray();

        Assert.Equal(scored.GetColumn<float>("Score"), separate);
        Assert.Equal(separate, reused);
    }

    [Fact]
    public void A_cache_checkpoint_before_the_trainer_changes_no_score()
    {
        var data = PenguinRows.Data(_mlContext);
        var plain = PenguinRows.Preparation(_mlContext).Append(PenguinRows.Multiclass(_mlContext)).Fit(data);
        var cached = PenguinRows.Preparation(_mlContext).AppendCacheCheckpoint(_mlContext)
            .Append(PenguinRows.Multiclass(_mlContext)).Fit(data);

        Assert.Equal(ScoreColumn.Of(plain.Transform(data)), ScoreColumn.Of(cached.Transform(data)));
    }

    [Fact]
    public void Cached_taken_skipped_filtered_and_shuffled_rows_keep_their_scores()
    {
        var data = PenguinRows.Encoded(_mlContext);
        var model = PenguinRows.Regression(_mlContext).Fit(data);
        var scores = Scores(data);
        Func<IDataView, IDataView>[] changes =
        [
            rows => _mlContext.Data.Cache(rows), rows => _mlContext.Data.TakeRows(rows, 50), rows => _mlContext.Data.SkipRows(rows, 50),
            rows => _mlContext.Data.FilterRowsByColumn(rows, nameof(PenguinRow.Mass), upperBound: 4),
            rows => _mlContext.Data.ShuffleRows(rows, seed: 3),
        ];

        Assert.All(changes, change =>
        {
            var changed = Scores(change(data));
            Assert.NotEmpty(changed);
            Assert.All(changed, row => Assert.Equal(scores[row.Key], row.Value));
        });

        Dictionary<int, float> Scores(IDataView rows)
        {
            var scored = model.Transform(rows);
            return scored.GetColumn<int>(nameof(PenguinRow.Number)).Zip(scored.GetColumn<float>("Score")).ToDictionary();
        }
    }

    private sealed class Prediction
    {
        public string PredictedLabel { get; set; } = "";

        public float[] Score { get; set; } = [];
    }

    private sealed class Weight
    {
        public float Score { get; set; }
    }
}
