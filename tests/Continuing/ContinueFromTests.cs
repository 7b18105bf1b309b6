using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Cases;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Continuing;

public class ContinueFromTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void With_steps_too_small_to_be_taken_the_network_stays_as_it_was_to_the_bit()
    {
        var data = Blobs.Data(_mlContext);
        var first = new MlpMulticlassTrainer(_mlContext, Blobs.Options()).Fit(data);

        var second = new MlpMulticlassTrainer(_mlContext, Still(Blobs.Options(), first)).Fit(data);

        Assert.Equal(Bits.OfWeights(first), Bits.OfWeights(second));
        Assert.Equal(Bits.OfScores(first.Transform(data)), Bits.OfScores(second.Transform(data)));
    }

    [Theory]
    [MemberData(nameof(EveryTrainer.Names), MemberType = typeof(EveryTrainer))]
    public void So_it_is_for_every_trainer(string trainer)
    {
        var data = CaseRow.View(_mlContext, CaseRow.Separable(40));
        var label = EveryTrainer.LabelColumn(trainer);
        var first = EveryTrainer.Fit(_mlContext, trainer, data);
        var mlp = new MlpTrainer.Options { LabelColumnName = label, HiddenLayers = [4] };
        var softmax = new SoftmaxRegressionTrainer.Options { LabelColumnName = label };
        var linear = new LinearRegressionTrainer.Options { LabelColumnName = label };
        IEstimator<ITransformer> second = trainer switch
        {
            nameof(SoftmaxRegressionTrainer) => new SoftmaxRegressionTrainer(_mlContext, Still(softmax, first)),
            nameof(LinearRegressionTrainer) => new LinearRegressionTrainer(_mlContext, Still(linear, first)),
            _ => new MlpTrainer(_mlContext, Still(mlp, first)),
        };

        var scores = ScoreColumn.Of(second.Fit(data).Transform(data)).Select(Bits.Of);

        Assert.Equal(ScoreColumn.Of(first.Transform(data)).Select(Bits.Of), scores);
    }

    [Fact]
    public void The_hidden_layers_are_the_models_where_none_are_set()
    {
        var data = Blobs.Data(_mlContext);
        var options = Blobs.Options();
        options.HiddenLayers = [5, 4, 3];
        options.ContinueFrom = new MlpMulticlassTrainer(_mlContext, options).Fit(data);
        options.HiddenLayers = null;

        var continued = new MlpMulticlassTrainer(_mlContext, options).Fit(data);

        Assert.Equal([5, 4, 3], continued.GetTrainingHistory().Options.HiddenLayers);
    }

    [Fact]
    public void Dropout_by_layer_is_for_the_layers_of_the_model()
    {
        var data = Blobs.Data(_mlContext);
        var options = Blobs.Options();
        options.HiddenLayers = [5, 4, 3];
        options.ContinueFrom = new MlpMulticlassTrainer(_mlContext, options).Fit(data);
        (options.HiddenLayers, options.LayerDropout) = (null, [0.1f, 0.2f]);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new MlpMulticlassTrainer(_mlContext, options).Fit(data));

        Assert.StartsWith(
            "MlpTrainer: LayerDropout is [0.1, 0.2]; it must be null, or 3 numbers, one a hidden layer of the model in ContinueFrom.",
            error.Message, StringComparison.Ordinal);
        options.LayerDropout = [0.1f, 0.2f, 0.3f];
        Assert.Equal(
            [0.1f, 0.2f, 0.3f], new MlpMulticlassTrainer(_mlContext, options).Fit(data).GetTrainingHistory().Options.Dropout);
    }

    [Fact]
    public void An_epoch_more_begins_at_the_loss_that_the_first_ended_with_and_lowers_it()
    {
        var data = Blobs.Data(_mlContext);
        var options = Blobs.Options();
        // A step an epoch, so that the epoch's loss is the one before it.
        (options.NumberOfEpochs, options.BatchSize, options.Dropout, options.WeightDecay) = (1, 90, 0, 0);
        var first = new MlpMulticlassTrainer(_mlContext, options).Fit(data);

        options.ContinueFrom = first;
        var second = new MlpMulticlassTrainer(_mlContext, options).Fit(data);

        var start = Assert.Single(second.GetTrainingHistory().Epochs).TrainingLoss;
        Assert.Equal(LogLoss(first), start, 1e-5);
        Assert.True(start < first.GetTrainingHistory().Epochs[0].TrainingLoss);
        Assert.True(LogLoss(second) < start);

        double LogLoss(ITransformer model) => _mlContext.MulticlassClassification.Evaluate(model.Transform(data)).LogLoss;
    }

    [Fact]
    public void The_model_that_was_continued_from_stays_as_it_was()
    {
        var first = new MlpMulticlassTrainer(_mlContext, Blobs.Options()).Fit(Blobs.Data(_mlContext));
        var weights = Bits.OfWeights(first);
        var options = Blobs.Options();
        options.ContinueFrom = first;

        var second = new MlpMulticlassTrainer(_mlContext, options).Fit(Blobs.Data(_mlContext));

        Assert.Equal(weights, Bits.OfWeights(first));
        Assert.NotEqual(weights, Bits.OfWeights(second));
    }

    [Fact]
    public void A_loaded_chain_is_continued_from_as_the_fitted_one_is()
    {
        var rows = _mlContext.Data.LoadFromEnumerable(Blobs.Rows(90));
        var chain = Blobs.Preparation(_mlContext).Append(new MlpMulticlassTrainer(_mlContext, Blobs.Options()))
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel")).Fit(rows);
        var options = Blobs.Options();

        options.ContinueFrom = chain;
        var fromFitted = new MlpMulticlassTrainer(_mlContext, options).Fit(Blobs.Data(_mlContext));
        options.ContinueFrom = SavedModel.Reloaded(_mlContext, chain, rows.Schema);
        var fromLoaded = new MlpMulticlassTrainer(_mlContext, options).Fit(Blobs.Data(_mlContext));

        Assert.Equal(Bits.OfWeights(fromFitted), Bits.OfWeights(fromLoaded));
    }

    [Fact]
    public void Data_of_another_mean_changes_neither_the_encoding_of_the_features_nor_the_scaling_of_the_label()
    {
        var first = Slopes.Regression(_mlContext);
        var shifted = Slopes.Rows(60, seed: 2, mean: 40, scale: 3);
        foreach (var row in shifted)
            (row.X, row.Y) = (row.X + 7, row.Y * 3);
        var data = Slopes.Data(_mlContext, shifted);

        var second = new MlpRegressionTrainer(_mlContext, Still(Slopes.Options(nameof(Slope.Value)), first)).Fit(data);

        Assert.Equal(first.Model.Target, second.Model.Target);
        Assert.Equal(first.Model.Network.Encoding.Offset.ToArray(), second.Model.Network.Encoding.Offset.ToArray());
        Assert.Equal(first.Model.Network.Encoding.Scale.ToArray(), second.Model.Network.Encoding.Scale.ToArray());
        Assert.Equal(
            Bits.Of(first.Transform(data).GetColumn<float>("Score")), Bits.Of(second.Transform(data).GetColumn<float>("Score")));
    }

    [Fact]
    public void The_loss_is_then_that_of_labels_standardized_as_before()
    {
        var rows = Slopes.Rows(60, seed: 2, mean: 3);
        var data = Slopes.Data(_mlContext, rows);
        var first = Slopes.Regression(_mlContext);
        var options = Still(Slopes.Options(nameof(Slope.Value)), first);
        (options.NumberOfEpochs, options.BatchSize, options.Dropout) = (1, 60, 0);

        var loss = new MlpRegressionTrainer(_mlContext, options).Fit(data).GetTrainingHistory().Epochs[0].TrainingLoss;

        var scores = first.Transform(data).GetColumn<float>("Score");
        Assert.Equal(rows.Zip(scores, (row, score) => Math.Pow((row.Value - score) / first.Model.Target.Scale, 2)).Average(), loss, 1e-4);
    }

    private static TOptions Still<TOptions>(TOptions options, ITransformer model)
        where TOptions : NetworkTrainerOptions
    {
        (options.LearningRate, options.ContinueFrom, options.NumberOfEpochs, options.Seed) = (float.Epsilon, model, 2, 3);
        return options;
    }
}
