using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Mlp;

/// <summary>What is refused, is refused for what is wrong with it.</summary>
public class MisleadingRefusalTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(20)]
    public void Validation_rows_with_other_features_are_refused(int slots) => Assert.StartsWith(
        $"MlpRegressionTrainer: Feature column 'Features' is Vector<Single, {slots}> in the validation data and Vector<Single, 4> in the training data.",
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new MlpRegressionTrainer(_mlContext, Options()).Fit(Rows(40, 4), Rows(20, slots))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_metric_that_the_validation_rows_do_not_determine_is_refused_before_the_first_epoch()
    {
        var epochs = new Counter();
        var options = Options();
        (options.ValidationMetric, options.Progress) = (ValidationMetric.RSquared, epochs);

        var error = Assert.Throws<InvalidOperationException>(
            () => new MlpRegressionTrainer(_mlContext, options).Fit(Rows(40, 4), Rows(1, 4)));

        Assert.StartsWith("MlpRegressionTrainer: ValidationMetric is RSquared, which the 1 validation rows do not determine", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, epochs.Count);
    }

    [Fact]
    public void Weights_far_below_the_others_are_no_weights_of_nothing()
    {
        var options = Options();
        (options.BatchNormalization, options.ExampleWeightColumnName, options.BatchSize) = (true, nameof(Row.Weight), 4);

        var history = new MlpRegressionTrainer(_mlContext, options).Fit(Rows(40, 4, smallWeights: 1e-20f)).GetTrainingHistory();

        Assert.All(history.Epochs, epoch => Assert.True(double.IsFinite(epoch.TrainingLoss)));
    }

    // At the median as many rows lie above as below, and their derivatives cancel in the biases.
    [Fact]
    public void Units_whose_derivatives_cancel_are_not_dead()
    {
        var options = new MlpTrainer.Options
        {
            HiddenLayers = [8],
            Activation = Activation.Identity,
            Dropout = 0,
            RegressionLoss = RegressionLoss.AbsoluteError,
            BatchSize = 8,
            NumberOfEpochs = 60,
        };

        var history = new MlpRegressionTrainer(_mlContext, options).Fit(Rows(8, 4)).GetTrainingHistory();

        // In the first step the output layer's weights are zero, and nothing passes them.
        Assert.All(history.Epochs.Skip(1), epoch => Assert.Equal(0, epoch.DeadUnits));
    }

    [Fact]
    public void Of_many_rows_with_a_label_one_with_a_weight_is_too_few()
    {
        var options = Options();
        options.ExampleWeightColumnName = nameof(Row.Weight);

        Assert.Equal(
            "The training data has one row with a label in column 'Label' and a weight above 0 in column 'Weight'; training needs two at least. Add rows.",
            Assert.Throws<InvalidOperationException>(
                () => new MlpRegressionTrainer(_mlContext, options).Fit(Rows(6, 4, smallWeights: 0))).Message);
    }

    [Fact]
    public void A_validation_label_beyond_all_bounds_is_not_blamed_on_the_training()
    {
        var error = Assert.Throws<InvalidOperationException>(
            () => new MlpRegressionTrainer(_mlContext, Options()).Fit(Rows(40, 4), Rows(20, 4, firstLabel: 1e25f)));

        Assert.Contains("the loss of the 20 validation rows is no finite number", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_learning_rate_far_too_high_is_not_blamed_on_the_validation_rows_alone()
    {
        var options = Options();
        (options.Optimizer, options.WeightDecay, options.LearningRate, options.NumberOfEpochs) = (Optimizer.Sgd, 0, 1000, 20);

        var error = Assert.Throws<InvalidOperationException>(() => new MlpRegressionTrainer(_mlContext, options).Fit(Rows(40, 4), Rows(20, 4)));

        Assert.Contains("LearningRate, which is 1000, is too high", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ValidationMetric.RSquared)]
    [InlineData(ValidationMetric.AreaUnderRocCurve)]
    [InlineData(ValidationMetric.Accuracy)]
    public void The_trainer_of_any_task_tells_what_it_needs_whatever_the_task(ValidationMetric metric) =>
        Assert.False(new MlpTrainer(_mlContext, new MlpTrainer.Options { ValidationMetric = metric }).Info.NeedNormalization);

    [Fact]
    public void A_label_of_no_task_is_refused_before_options_of_some_task()
    {
        var options = Options();
        options.RegressionLoss = RegressionLoss.Huber;
        options.LabelColumnName = "Features";

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new MlpTrainer(_mlContext, options).Fit(Rows(40, 4)));

        Assert.StartsWith("MlpTrainer: Label column 'Features' is ", error.Message, StringComparison.Ordinal);
        Assert.Contains("it must be a key for multiclass classification, a Boolean", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_of_one_row_cannot_be_normalized() => Assert.StartsWith(
        "MlpRegressionTrainer: BatchNormalization is True; it must be false with BatchSize 1",
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new MlpRegressionTrainer(_mlContext, new MlpTrainer.Options { BatchNormalization = true, BatchSize = 1 })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Linear_models_take_AdamW_as_it_is()
    {
        Assert.NotNull(new SoftmaxRegressionTrainer(_mlContext, new() { Optimizer = Optimizer.AdamW }));
        Assert.NotNull(new LinearRegressionTrainer(_mlContext, new() { Optimizer = Optimizer.AdamW }));
    }

    [Theory]
    [InlineData(Optimizer.Adam)]
    [InlineData(Optimizer.RMSProp)]
    public void The_smallest_Epsilon_trains(Optimizer optimizer)
    {
        var options = Options();
        (options.Optimizer, options.Epsilon) = (optimizer, float.Epsilon);

        Assert.InRange(new MlpRegressionTrainer(_mlContext, options).Fit(Rows(40, 4)).GetTrainingHistory().Epochs[^1].TrainingLoss, 0, 10);
    }

    [Fact]
    public void A_binary_model_has_no_linear_coefficients_though_its_features_are_not_clipped()
    {
        var options = new MlpTrainer.Options { HiddenLayers = [], NumberOfEpochs = 1, LabelColumnName = nameof(Row.Flag) };
        var model = new MlpBinaryTrainer(_mlContext, options).Fit(Rows(40, 2));

        Assert.Throws<ArgumentException>(() => model.GetLinearCoefficients());
    }

    private static MlpTrainer.Options Options() => new() { HiddenLayers = [4], NumberOfEpochs = 2 };

    /// <summary>Rows of two values a slot, which a network without hidden layers leaves linear.</summary>
    private IDataView Rows(int count, int slots, float? firstLabel = null, float smallWeights = 1)
    {
        var random = new Random(1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, slots);
        return _mlContext.Data.LoadFromEnumerable(
            Enumerable.Range(0, count).Select(row =>
            {
                float[] features = [.. Enumerable.Range(0, slots).Select(_ => (float)random.Next(2))];
                return new Row
                {
                    Features = features,
                    Label = row == 0 && firstLabel is { } label ? label : features.Sum(),
                    Flag = features[0] > 0,
                    Weight = row == 0 && smallWeights != 1 ? 1e30f : smallWeights,
                };
            }).ToArray(),
            schema);
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public float Label { get; set; }

        public bool Flag { get; set; }

        public float Weight { get; set; }
    }

    private sealed class Counter : IProgress<TrainingProgress>
    {
        public int Count { get; private set; }

        public void Report(TrainingProgress value) => Count++;
    }
}
