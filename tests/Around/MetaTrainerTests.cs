using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Around;

/// <summary>ML.NET's trainers that make a multiclass model of binary ones, over the binary network.</summary>
public class MetaTrainerTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OneVersusAll_learns_and_a_saved_model_scores_the_same(bool useProbabilities)
    {
        var data = PenguinRows.Data(_mlContext);
        var model = PenguinRows.Preparation(_mlContext).Append(OneVersusAll(useProbabilities)).Fit(data);

        var scored = model.Transform(data);

        Assert.InRange(_mlContext.MulticlassClassification.Evaluate(scored).MacroAccuracy, 0.95, 1);
        Assert.Equal(ScoreColumn.Of(scored), ScoreColumn.Of(SavedModel.Reloaded(_mlContext, model, data.Schema).Transform(data)));
        if (useProbabilities)
            Assert.All(ScoreColumn.Of(scored), row => Assert.Equal(1, row.Sum(), 1e-5f));
    }

    [Fact]
    public void OneVersusAll_scores_are_those_of_its_binary_networks_scaled_to_sum_to_one()
    {
        var data = PenguinRows.Encoded(_mlContext);
        var scored = OneVersusAll(useProbabilities: true).Fit(data).Transform(data);

        var options = PenguinRows.Options("IsClass");
        // Keys are in the order of occurrence.
        var probabilities = PenguinRows.All.Select(penguin => penguin.Species).Distinct().Select(species =>
        {
            var labelled = _mlContext.Transforms.Expression("IsClass", $"x => x == \"{species}\"", nameof(PenguinRow.Species))
                .Fit(data).Transform(data);
            return new MlpBinaryTrainer(_mlContext, options).Fit(labelled).Transform(labelled).GetColumn<float>("Probability").ToArray();
        }).ToArray();

        var expected = Enumerable.Range(0, PenguinRows.All.Length).Select(row => probabilities.Select(of => of[row]).ToArray())
            .Select(row => Array.ConvertAll(row, p => p / row.Sum())).ToArray();
        ScoreColumn.AssertNear(expected, ScoreColumn.Of(scored), 1e-5f);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OneVersusAll_goes_to_onnx_as_a_whole_pipeline(bool useProbabilities)
    {
        var rows = PenguinRows.Data(_mlContext);
        var data = _mlContext.Transforms.DropColumns(
            nameof(PenguinRow.Mass), nameof(PenguinRow.IsAdelie), nameof(PenguinRow.Family), nameof(PenguinRow.Number))
            .Fit(rows).Transform(rows);
        var model = PenguinRows.Preparation(_mlContext).Append(OneVersusAll(useProbabilities)).Fit(data);

        using var onnx = OnnxModel.Export(_mlContext, model, data);

        ScoreColumn.AssertNear(ScoreColumn.Of(model.Transform(data)), onnx.Run(data).Get<float>("Score"), 1e-5f);
        Assert.Equal(
            model.Transform(data).GetColumn<uint>("PredictedLabel"), onnx.Run(data).Get<uint>("PredictedLabel").Select(key => key[0]));
    }

    [Fact]
    public void OneVersusAll_of_MlNet_fits_the_first_class_twice_and_counts_rows_without_a_label_as_others()
    {
        var fits = 0;
        var options = PenguinRows.Options("Label");
        options.Progress = new FirstEpochs(() => fits++);
        var data = PenguinRows.Encoded(_mlContext);
        // Half of the rows have no label.
        var gaps = _mlContext.Transforms
            .Expression("Known", "(s, n) => n < 170 ? \"\" : s", nameof(PenguinRow.Species), nameof(PenguinRow.Number))
            .Append(_mlContext.Transforms.Conversion.MapValueToKey("Label", "Known")).Fit(data).Transform(data);
        var known = _mlContext.Data.FilterRowsByMissingValues(gaps, "Label");

        var model = Trainer().Fit(gaps);

        Assert.Equal(4, fits);
        Assert.NotEqual(ScoreColumn.Of(Trainer().Fit(known).Transform(data)), ScoreColumn.Of(model.Transform(data)));

        OneVersusAllTrainer Trainer() =>
            _mlContext.MulticlassClassification.Trainers.OneVersusAll(new MlpBinaryTrainer(_mlContext, options));
    }

    [Fact]
    public void OneVersusAll_over_a_trainer_of_another_label_is_refused()
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() =>
            _mlContext.MulticlassClassification.Trainers.OneVersusAll(PenguinRows.Binary(_mlContext)));

        Assert.Contains(
            "OneVersusAll: the binary trainer's LabelColumnName is 'IsAdelie'; it must be 'Label', the label column whose classes are told "
                + "apart one by one. Set both to the same name.",
            refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PairwiseCoupling_learns_and_a_saved_model_scores_the_same()
    {
        var data = PenguinRows.Encoded(_mlContext);
        var trainer = _mlContext.MulticlassClassification.Trainers.PairwiseCoupling(
            new MlpBinaryTrainer(_mlContext, PenguinRows.Options("Label")));
        var model = trainer.Fit(data);

        Assert.InRange(_mlContext.MulticlassClassification.Evaluate(model.Transform(data)).MacroAccuracy, 0.95, 1);
        Assert.Equal(
            ScoreColumn.Of(model.Transform(data)), ScoreColumn.Of(SavedModel.Reloaded(_mlContext, model, data.Schema).Transform(data)));
    }

    [Fact]
    public void PairwiseCoupling_does_not_go_to_onnx_whatever_the_binary_trainer()
    {
        var data = PenguinRows.Encoded(_mlContext);
        var features = _mlContext.Transforms.SelectColumns("Features").Fit(data).Transform(data);
        var trainers = _mlContext.MulticlassClassification.Trainers;

        Refuses(trainers.PairwiseCoupling(new MlpBinaryTrainer(_mlContext, PenguinRows.Options("Label"))).Fit(data));
        Refuses(trainers.PairwiseCoupling(_mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(data));

        void Refuses(ITransformer model) =>
            Assert.Throws<InvalidOperationException>(() => OnnxModel.Export(_mlContext, model, features));
    }

    private OneVersusAllTrainer OneVersusAll(bool useProbabilities) =>
        _mlContext.MulticlassClassification.Trainers.OneVersusAll(
            new MlpBinaryTrainer(_mlContext, PenguinRows.Options("Label")), useProbabilities: useProbabilities);

    private sealed class FirstEpochs(Action count) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Latest.Epoch == 1)
                count();
        }
    }
}
