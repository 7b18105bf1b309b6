using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Around;

/// <summary>Which score is of which class.</summary>
public class ClassNamesTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void The_names_are_those_of_the_labels_in_key_order_also_of_a_loaded_model()
    {
        var data = PenguinRows.Data(_mlContext);
        var model = PenguinRows.Preparation(_mlContext).Append(PenguinRows.Multiclass(_mlContext)).Fit(data);
        // MapValueToKey gives keys in the order of occurrence.
        var inKeyOrder = PenguinRows.All.Select(penguin => penguin.Species).Distinct().ToArray();
        Assert.NotEqual(inKeyOrder.Order(), inKeyOrder);

        Assert.Equal(inKeyOrder, model.Transform(data).Schema.GetClassNames());
        Assert.Equal(inKeyOrder, SavedModel.Reloaded(_mlContext, model, data.Schema).GetOutputSchema(data.Schema).GetClassNames());
    }

    [Fact]
    public void A_prediction_engines_scores_are_paired_with_their_classes()
    {
        var data = PenguinRows.Data(_mlContext);
        var model = PenguinRows.Preparation(_mlContext).Append(PenguinRows.Multiclass(_mlContext))
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(data);
        using var engine = _mlContext.Model.CreatePredictionEngine<PenguinRow, Prediction>(model);

        Assert.All(PenguinRows.All[..50], penguin =>
        {
            var prediction = engine.Predict(penguin);
            var pairs = engine.OutputSchema.GetClassScores(prediction.Score);
            Assert.Equal(prediction.Score, pairs.Select(pair => pair.Score));
            Assert.Equal(prediction.PredictedLabel, pairs.MaxBy(pair => pair.Score)!.ClassName);
        });
    }

    [Fact]
    public void Models_of_MlNets_own_trainers_have_names_too()
    {
        var data = PenguinRows.Encoded(_mlContext);
        var ours = PenguinRows.Multiclass(_mlContext).Fit(data);
        var theirs = _mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy().Fit(data);

        Assert.Equal(theirs.Transform(data).Schema.GetClassNames(), ours.Transform(data).Schema.GetClassNames());
    }

    [Fact]
    public void Keys_of_numbers_are_named_by_them_and_keys_without_values_by_their_number()
    {
        var data = _mlContext.Data.LoadFromEnumerable(
            Enumerable.Range(0, 20).Select(i => new PlainRow { Features = [i % 2, i], Label = (uint)(i % 2), Half = 0.5f * (i % 2) }));
        data = _mlContext.Transforms.Conversion.MapValueToKey(nameof(PlainRow.Half)).Fit(data).Transform(data);

        Assert.Equal(["1", "2"], Names("Label"));
        Assert.Equal(["0", "0.5"], Names(nameof(PlainRow.Half)));

        IReadOnlyList<string> Names(string label)
        {
            var options = Blobs.Options();
            options.LabelColumnName = label;
            return new MlpMulticlassTrainer(_mlContext, options).Fit(data).Transform(data).Schema.GetClassNames();
        }
    }

    [Fact]
    public void Scores_of_another_number_and_columns_that_are_no_scores_are_refused()
    {
        var schema = Blobs.Model(_mlContext).GetOutputSchema(Blobs.Data(_mlContext).Schema);

        Assert.Contains("there are 2 scores; column 'Score' has a slot for each of 3 classes", Assert.Throws<ArgumentOutOfRangeException>(
            () => schema.GetClassScores([1, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("score column 'Species' is", Assert.Throws<ArgumentOutOfRangeException>(
            () => schema.GetClassNames("Species")).Message, StringComparison.Ordinal);
        Assert.Contains("there is no score column 'Scores'", Assert.Throws<ArgumentOutOfRangeException>(
            () => schema.GetClassNames("Scores")).Message, StringComparison.Ordinal);
    }

    private sealed class Prediction
    {
        public string PredictedLabel { get; set; } = "";

        public float[] Score { get; set; } = [];
    }

    private sealed class PlainRow
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        [KeyType(2)]
        public uint Label { get; set; }

        public float Half { get; set; }
    }
}
