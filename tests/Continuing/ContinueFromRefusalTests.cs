using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Continuing;

public class ContinueFromRefusalTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void Another_number_of_units_is_refused() => Assert.Equal(
        "ContinueFrom has the network 3-8 ReLU-3 Identity; the options and the data ask for 3-9 ReLU-3 Identity. Set HiddenLayers, "
        + "Activation and Members as they were when the model was trained, or leave ContinueFrom unset.",
        Refusal(new MlpTrainer.Options { HiddenLayers = [9] }));

    [Theory]
    [InlineData(new[] { 8, 8 }, Activation.ReLU, "3-8 ReLU-8 ReLU-3 Identity")]
    [InlineData(new int[0], Activation.ReLU, "3-3 Identity")]
    [InlineData(new[] { 8 }, Activation.Tanh, "3-8 Tanh-3 Identity")]
    public void Another_shape_is_refused(int[] hidden, Activation activation, string shape) => Assert.Contains(
        $"ask for {shape}.", Refusal(new MlpTrainer.Options { HiddenLayers = hidden, Activation = activation }), StringComparison.Ordinal);

    [Fact]
    public void A_model_of_another_task_is_refused() => Assert.Equal(
        "ContinueFrom has BinaryNetworkModelParameters; the trainer makes MulticlassNetworkModelParameters. Give it a model of the "
        + "same task.",
        Refusal(Blobs.Options(), Slopes.Binary(_mlContext)));

    [Fact]
    public void Another_number_of_features_is_refused()
    {
        var data = _mlContext.Transforms.Concatenate("Features", nameof(Blob.Length), nameof(Blob.Width))
            .Fit(Blobs.Data(_mlContext)).Transform(Blobs.Data(_mlContext));

        Assert.Equal(
            "ContinueFrom was trained on 3 feature slots; the data has 2. Give it data made by the same pipeline as in its training.",
            Refusal(Blobs.Options(), data: data));
    }

    [Fact]
    public void Classes_in_another_order_are_refused_for_a_fitted_and_for_a_loaded_model()
    {
        var rows = _mlContext.Data.LoadFromEnumerable(Blobs.Rows(30).Skip(1));
        var data = Blobs.Preparation(_mlContext).Fit(rows).Transform(rows);
        const string Expected =
            "Label column 'Label' has the classes 'bee', 'cat', 'ant' in the training data and 'ant', 'bee', 'cat' in the model of "
            + "ContinueFrom. The keys must stand for the same classes in the same order: fit MapValueToKey once, and transform both by it.";
        var model = Blobs.Model(_mlContext);

        Assert.Equal(Expected, Refusal(Blobs.Options(), model, data));
        Assert.Equal(Expected, Refusal(Blobs.Options(), SavedModel.Reloaded(_mlContext, model), data));
    }

    [Fact]
    public void Features_in_another_order_are_refused_for_a_fitted_and_for_a_loaded_model()
    {
        var data = _mlContext.Transforms.Concatenate("Features", nameof(Blob.Length), nameof(Blob.Weight), nameof(Blob.Width))
            .Fit(Blobs.Data(_mlContext)).Transform(Blobs.Data(_mlContext));
        const string Expected =
            "Feature column 'Features' has 'Weight' in slot 1 of the training data and 'Width' in that of the model of ContinueFrom. The slots "
            + "must be the same in the same order: make both by the same pipeline.";
        var model = Blobs.Model(_mlContext);

        Assert.Equal(Expected, Refusal(Blobs.Options(), model, data));
        Assert.Equal(Expected, Refusal(Blobs.Options(), SavedModel.Reloaded(_mlContext, model), data));
    }

    [Fact]
    public void Batch_normalization_is_refused_at_construction()
    {
        var options = new MlpTrainer.Options { HiddenLayers = [8], BatchNormalization = true, ContinueFrom = Blobs.Model(_mlContext) };

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new MlpTrainer(_mlContext, options));

        Assert.StartsWith(
            "MlpTrainer: BatchNormalization is True; it must be false with ContinueFrom, for in a fitted network the normalization is "
            + "folded into the weights.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_a_network_is_refused_at_construction()
    {
        var copy = _mlContext.Transforms.CopyColumns("A", "Label").Fit(Blobs.Data(_mlContext, 3));
        var options = new MlpTrainer.Options { ContinueFrom = copy };

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new MlpTrainer(_mlContext, options));

        Assert.StartsWith(
            "MlpTrainer: ContinueFrom is 'ColumnCopyingTransformer'; it must be a model that one of MlNetDl's trainers fitted, a chain "
            + "with one, or null.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_linear_trainer_does_not_go_on_from_a_network_that_clips_its_features()
    {
        var options = Slopes.Options(nameof(Slope.Value));
        options.HiddenLayers = [];
        var data = Slopes.Data(_mlContext);
        var linear = new LinearRegressionTrainer.Options
        {
            LabelColumnName = nameof(Slope.Value),
            ContinueFrom = new MlpTrainer(_mlContext, options).Fit(data),
        };

        var error = Assert.Throws<InvalidOperationException>(() => new LinearRegressionTrainer(_mlContext, linear).Fit(data));

        Assert.Equal(
            "ContinueFrom has a perceptron, which clips its features smoothly; the trainer makes linear models. Give it a model of the "
            + "same trainer.",
            error.Message);
    }

    private string Refusal(MlpTrainer.Options options, ITransformer? model = null, IDataView? data = null)
    {
        options.ContinueFrom = model ?? Blobs.Model(_mlContext);
        var trainer = new MlpTrainer(_mlContext, options);
        return Assert.Throws<InvalidOperationException>(() => trainer.Fit(data ?? Blobs.Data(_mlContext))).Message;
    }

    [Fact]
    public void Linear_networks_of_folds_are_refused_as_those_with_hidden_layers_are()
    {
        var options = Blobs.Options();
        (options.HiddenLayers, options.AutoRegularization) = ([], AutoRegularization.On);
        var model = new MlpMulticlassTrainer(_mlContext, options).Fit(Blobs.Data(_mlContext));
        options = Blobs.Options();
        options.HiddenLayers = [];

        Assert.StartsWith("ContinueFrom has the average of 8 networks", Refusal(options, model), StringComparison.Ordinal);
    }
}
