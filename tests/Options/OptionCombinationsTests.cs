using Microsoft.ML;
using Microsoft.ML.Transforms;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Options;

public class OptionCombinationsTests
{
    private readonly MLContext _mlContext = new();

    public static TheoryData<string, Action<NetworkTrainerOptions>> OfAllTrainers => new()
    {
        {
            "Momentum is 0.9; it must be null with Optimizer Adam; only Sgd has it.",
            options => options.Momentum = 0.9f
        },
        {
            "Momentum is 0; it must be null with Optimizer RMSProp; only Sgd has it.",
            options => (options.Momentum, options.Optimizer) = (0, Optimizer.RMSProp)
        },
        {
            "Nesterov is True; it must be false, unless Optimizer is Sgd and Momentum above 0.",
            options => options.Nesterov = true
        },
        {
            "Nesterov is True; it must be false, unless Optimizer is Sgd and Momentum above 0.",
            options => (options.Nesterov, options.Optimizer, options.Momentum) = (true, Optimizer.Sgd, 0)
        },
        {
            "WeightDecayForm is Coupled; it must be Decoupled or null with Optimizer AdamW, which is just Adam with that; for coupled " +
            "weight decay set Optimizer to Adam.",
            options => (options.Optimizer, options.WeightDecayForm) = (Optimizer.AdamW, WeightDecayForm.Coupled)
        },
        {
            "LearningRate * WeightDecay is 1; it must be below 1, for each step multiplies the weights by 1 less that.",
            options => (options.LearningRate, options.WeightDecay, options.WeightDecayForm) = (0.5f, 2, WeightDecayForm.Decoupled)
        },
        {
            "LearningRate * WeightDecay is 1.5; it must be below 1, for each step multiplies the weights by 1 less that.",
            options => (options.Optimizer, options.LearningRate, options.WeightDecay) = (Optimizer.AdamW, 0.5f, 3)
        },
        {
            "WarmUpEpochs is 1; it must be 0 with LearningRateSchedule OneCycle, which has a warm-up of its own.",
            options => (options.WarmUpEpochs, options.LearningRateSchedule) = (1, LearningRateSchedule.OneCycle)
        },
        {
            "ContinueFrom is 'ColumnCopyingTransformer'; it must be a model that one of MlNetDl's trainers fitted, a chain with one, " +
            "or null.",
            options => options.ContinueFrom = NoNetwork()
        },
    };

    public static TheoryData<string, string, Action<MlpTrainer.Options>> OfOneTask => new()
    {
        {
            nameof(MlpRegressionTrainer), "LabelSmoothing is 0.1; it must be 0 in regression, which has no classes.",
            options => options.LabelSmoothing = 0.1f
        },
        {
            nameof(MlpRegressionTrainer), "ClassWeights is Balanced; it must be null in regression, which has no classes.",
            options => options.ClassWeights = ClassWeights.Balanced
        },
        {
            nameof(MlpMulticlassTrainer),
            "RegressionLoss is Huber; it must be left as it is in classification, which minimizes the cross-entropy.",
            options => options.RegressionLoss = RegressionLoss.Huber
        },
        {
            nameof(MlpBinaryTrainer),
            "RegressionLoss is Quantile; it must be left as it is in classification, which minimizes the cross-entropy.",
            options => options.RegressionLoss = RegressionLoss.Quantile
        },
    };

    public static TheoryData<string, ValidationMetric, string> MetricsOfOtherTasks => new()
    {
        {
            "MlpMulticlassTrainer", ValidationMetric.AreaUnderRocCurve,
            "Loss or one of Accuracy, MacroAccuracy in multiclass classification"
        },
        { "SoftmaxRegressionTrainer", ValidationMetric.RSquared, "Loss or one of Accuracy, MacroAccuracy in multiclass classification" },
        {
            "MlpBinaryTrainer", ValidationMetric.RootMeanSquaredError,
            "Loss or one of Accuracy, MacroAccuracy, AreaUnderRocCurve in binary classification"
        },
        {
            "MlpRegressionTrainer", ValidationMetric.Accuracy,
            "Loss or one of RSquared, RootMeanSquaredError, MeanAbsoluteError in regression"
        },
        {
            "LinearRegressionTrainer", ValidationMetric.MacroAccuracy,
            "Loss or one of RSquared, RootMeanSquaredError, MeanAbsoluteError in regression"
        },
    };

    [Theory]
    [MemberData(nameof(OfAllTrainers))]
    public void Every_trainer_refuses_options_that_contradict_each_other(string message, Action<NetworkTrainerOptions> set) =>
        Assert.All(OptionTrainers.All, trainer =>
        {
            var options = OptionTrainers.Defaults(trainer);
            set(options);

            Assert.Equal(
                $"{trainer}: {message} (Parameter 'options')",
                Assert.Throws<ArgumentOutOfRangeException>(() => OptionTrainers.Make(trainer, _mlContext, options)).Message);
        });

    [Theory]
    [MemberData(nameof(OfOneTask))]
    public void Options_that_the_task_has_no_use_for_are_refused(string trainer, string message, Action<MlpTrainer.Options> set)
    {
        var options = new MlpTrainer.Options();
        set(options);

        Assert.Equal(
            $"{trainer}: {message} (Parameter 'options')",
            Assert.Throws<ArgumentOutOfRangeException>(() => OptionTrainers.Make(trainer, _mlContext, options)).Message);

        // The trainer of all tasks knows the task only when it sees the label.
        options.LabelColumnName = OptionFit.LabelOf(trainer);
        var general = new MlpTrainer(_mlContext, options);
        Assert.Equal(
            $"MlpTrainer: {message} (Parameter 'options')",
            Assert.Throws<ArgumentOutOfRangeException>(() => general.Fit(OptionRow.Load(_mlContext, OptionRow.Training))).Message);
    }

    [Theory]
    [MemberData(nameof(MetricsOfOtherTasks))]
    public void A_metric_that_the_task_has_not_is_refused(string trainer, ValidationMetric metric, string requirement)
    {
        var options = OptionTrainers.Defaults(trainer);
        options.ValidationMetric = metric;

        Assert.Equal(
            $"{trainer}: ValidationMetric is {metric}; it must be {requirement}. (Parameter 'options')",
            Assert.Throws<ArgumentOutOfRangeException>(() => OptionTrainers.Make(trainer, _mlContext, options)).Message);
    }

    [Fact]
    public void A_network_that_goes_on_from_a_fitted_one_has_no_batch_normalization()
    {
        var options = new MlpTrainer.Options { BatchNormalization = true, ContinueFrom = Blobs.Model(_mlContext) };

        Assert.Equal(
            "MlpTrainer: BatchNormalization is True; it must be false with ContinueFrom, for in a fitted network the normalization is " +
            "folded into the weights. (Parameter 'options')",
            Assert.Throws<ArgumentOutOfRangeException>(() => new MlpTrainer(_mlContext, options)).Message);
    }

    [Fact]
    public void A_batch_of_one_row_is_not_normalized()
    {
        var options = new MlpTrainer.Options { BatchNormalization = true, BatchSize = 1 };

        Assert.Equal(
            "MlpTrainer: BatchNormalization is True; it must be false with BatchSize 1, for one row has no variance. (Parameter 'options')",
            Assert.Throws<ArgumentOutOfRangeException>(() => new MlpTrainer(_mlContext, options)).Message);
    }

    [Fact]
    public void A_decay_that_would_turn_weights_around_is_allowed_where_it_is_coupled()
    {
        var options = new MlpTrainer.Options { LearningRate = 0.5f, WeightDecay = 3 };

        Assert.NotNull(new MlpRegressionTrainer(_mlContext, options));
    }

    [Fact]
    public void A_warm_up_of_all_epochs_is_refused_by_the_fit_where_the_rows_decide_their_number() => RefusedByFit(
        "MlpMulticlassTrainer: WarmUpEpochs is 400; it must be below the number of epochs, 356.",
        options => (options.NumberOfEpochs, options.WarmUpEpochs) = (null, 400));

    [Fact]
    public void Early_stopping_with_nothing_to_watch_is_refused_by_the_fit() => RefusedByFit(
        "MlpMulticlassTrainer: EarlyStopping is On and ValidationFraction is 0, so there are no rows to watch. Set ValidationFraction, " +
        "call Fit with validation data, or turn EarlyStopping off.",
        options => (options.EarlyStopping, options.ValidationFraction) = (EarlyStopping.On, 0));

    private void RefusedByFit(string message, Action<MlpTrainer.Options> set)
    {
        var options = Blobs.Options();
        set(options);

        Assert.Equal(message, Assert.Throws<InvalidOperationException>(
            () => new MlpMulticlassTrainer(_mlContext, options).Fit(Blobs.Data(_mlContext))).Message);
    }

    private static ColumnCopyingTransformer NoNetwork()
    {
        var mlContext = new MLContext();
        return mlContext.Transforms.CopyColumns("Copy", nameof(Blob.Length)).Fit(mlContext.Data.LoadFromEnumerable<Blob>([]));
    }
}
