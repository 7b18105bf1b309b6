using Microsoft.ML;
using MlNetDl.Trainers;

namespace MlNetDl.Tests.Options;

/// <summary>The effects by which every option of every trainer is known to be heeded.</summary>
internal static class OptionEffects
{
    /// <summary>All that are registered.</summary>
    public static IReadOnlyList<OptionEffect> All { get; } =
    [
        .. Columns(), .. Penalty(), .. Optimization(), .. Schedule(), .. Run(), .. Generalization(), .. Network(), .. Losses(),
    ];

    /// <summary>The options that a trainer has no use for: it refuses them, or what would switch them on.</summary>
    public static string[] WithoutUse(string trainer) => trainer switch
    {
        nameof(MlpMulticlassTrainer) or nameof(MlpBinaryTrainer) =>
            [nameof(MlpTrainer.Options.RegressionLoss), nameof(MlpTrainer.Options.HuberDelta), nameof(MlpTrainer.Options.Quantile)],
        nameof(MlpRegressionTrainer) => [nameof(MlpTrainer.Options.LabelSmoothing), nameof(MlpTrainer.Options.ClassWeights)],
        _ => [],
    };

    private static IEnumerable<OptionEffect> Columns() =>
    [
        new(nameof(NetworkTrainerOptions.LabelColumnName), ForFit(fit => $"Other{fit.Label}")),
        new(nameof(NetworkTrainerOptions.FeatureColumnName), nameof(OptionRow.OtherFeatures)),
        new(nameof(NetworkTrainerOptions.ExampleWeightColumnName), nameof(OptionRow.Weight)),
    ];

    private static IEnumerable<OptionEffect> Penalty() =>
    [
        new(nameof(NetworkTrainerOptions.WeightDecay), 0.5f, 1f),
        new(nameof(NetworkTrainerOptions.WeightDecayForm), WeightDecayForm.Coupled, WeightDecayForm.Relative)
        {
            Context = fit => (fit.Options.WeightDecay, fit.Options.WeightDecayForm) = (0.5f, WeightDecayForm.Decoupled),
        },
        new(nameof(NetworkTrainerOptions.MaxNorm), 0.01f, 0.02f),
    ];

    private static IEnumerable<OptionEffect> Optimization() =>
    [
        // The decay is given, for by default it depends on the optimizer.
        new(nameof(NetworkTrainerOptions.Optimizer), Optimizer.Sgd, Optimizer.RMSProp) { Context = fit => fit.Options.WeightDecay = 0.5f },
        // To a perceptron in classification Adam is AdamW, for weight decay is decoupled there.
        new(nameof(NetworkTrainerOptions.Optimizer), Optimizer.AdamW)
        {
            Case = "with decay in another form",
            Trainers = [.. OptionTrainers.Regressors, nameof(SoftmaxRegressionTrainer)],
            Context = fit => fit.Options.WeightDecay = 0.5f,
        },
        new(nameof(NetworkTrainerOptions.LearningRate), 0.01f, 0.02f),
        new(nameof(NetworkTrainerOptions.Momentum), 0f, 0.5f) { Context = fit => fit.Options.Optimizer = Optimizer.Sgd },
        new(nameof(NetworkTrainerOptions.Nesterov), true) { Context = fit => fit.Options.Optimizer = Optimizer.Sgd },
        new(nameof(NetworkTrainerOptions.Beta1), 0f, 0.5f),
        new(nameof(NetworkTrainerOptions.Beta2), 0f, 0.5f),
        new(nameof(NetworkTrainerOptions.Beta2), 0f, 0.5f)
        {
            Case = "of RMSProp",
            Context = fit => fit.Options.Optimizer = Optimizer.RMSProp,
        },
        new(nameof(NetworkTrainerOptions.Epsilon), 0.01f, 0.1f),
        new(nameof(NetworkTrainerOptions.Epsilon), 0.01f, 0.1f)
        {
            Case = "of RMSProp",
            Context = fit => fit.Options.Optimizer = Optimizer.RMSProp,
        },
        new(nameof(NetworkTrainerOptions.GradientClipNorm), 0.01f, 0.02f) { Context = fit => fit.Options.Optimizer = Optimizer.Sgd },
    ];

    private static IEnumerable<OptionEffect> Schedule() =>
    [
        new(nameof(NetworkTrainerOptions.LearningRateSchedule), Each(LearningRateSchedule.Cosine))
        {
            Context = fit =>
            {
                Stall(fit);
                // Longer than the patience with a plateau.
                fit.Options.NumberOfEpochs = 15;
            },
        },
        new(nameof(NetworkTrainerOptions.WarmUpEpochs), 0.5f, 2f),
        new(nameof(NetworkTrainerOptions.LearningRateDecay), 0.5f, 0.9f)
        {
            Case = "of Step",
            Context = fit => fit.Options.LearningRateSchedule = LearningRateSchedule.Step,
        },
        new(nameof(NetworkTrainerOptions.LearningRateDecay), 0.5f, 0.9f)
        {
            Case = "of ReduceOnPlateau",
            Context = fit =>
            {
                Stall(fit);
                (fit.Options.LearningRateSchedule, fit.Options.PlateauPatience) = (LearningRateSchedule.ReduceOnPlateau, 0);
            },
        },
        new(nameof(NetworkTrainerOptions.LearningRateStepEpochs), 1, 3)
        {
            Context = fit => fit.Options.LearningRateSchedule = LearningRateSchedule.Step,
        },
        new(nameof(NetworkTrainerOptions.PlateauPatience), 0, 1)
        {
            Context = fit =>
            {
                Stall(fit);
                fit.Options.LearningRateSchedule = LearningRateSchedule.ReduceOnPlateau;
            },
        },
    ];

    private static IEnumerable<OptionEffect> Run() =>
    [
        new(nameof(NetworkTrainerOptions.BatchSize), 7, 48),
        new(nameof(NetworkTrainerOptions.NumberOfEpochs), 1, 3) { Observed = fit => $"{fit.History.Epochs.Count}" },
        new(nameof(NetworkTrainerOptions.Seed), 2, 3),
        new(nameof(NetworkTrainerOptions.Progress), ForFit(fit => fit)) { Observed = fit => $"{fit.Reports}" },
        new(nameof(NetworkTrainerOptions.KeepModelOnCancel), true)
        {
            Context = fit => (fit.Options.Progress, fit.IsCancelled) = (fit, true),
            Observed = fit => fit.Model is null ? "none" : $"{fit.History.End} {fit.History.Epochs.Count}",
        },
        // The model has the same encoding of the features as one that is trained anew: only the first weights differ.
        new(
            nameof(NetworkTrainerOptions.ContinueFrom),
            ForFit(fit => Fitted(fit.Trainer, seed: 1)), ForFit(fit => Fitted(fit.Trainer, seed: 2))),
        new(nameof(NetworkTrainerOptions.CheckpointPath), ForFit(fit => fit.File))
        {
            Context = fit => fit.Options.Progress = fit,
            Observed = fit => string.Join(' ', fit.FileSeen),
        },
        new(nameof(NetworkTrainerOptions.CheckpointInterval), 2, 3)
        {
            Context = fit => (fit.Options.Progress, fit.Options.CheckpointPath) = (fit, fit.File),
            Observed = fit => string.Join(' ', fit.FileSeen),
        },
    ];

    private static IEnumerable<OptionEffect> Generalization() =>
    [
        new(nameof(NetworkTrainerOptions.ValidationFraction), 0.25f, 0.5f)
        {
            Context = fit => fit.Options.EarlyStopping = EarlyStopping.Off,
        },
        new(nameof(NetworkTrainerOptions.EarlyStopping), EarlyStopping.On),
        new(nameof(NetworkTrainerOptions.EarlyStopping), EarlyStopping.Off)
        {
            Case = "with validation rows",
            Context = fit => fit.Validation = OptionRow.Contrary,
        },
        new(nameof(NetworkTrainerOptions.EarlyStoppingPatience), 1, 3)
        {
            Context = fit => (fit.Validation, fit.Options.NumberOfEpochs) = (OptionRow.Contrary, 20),
            Observed = fit => $"{fit.History.Epochs.Count}",
        },
        // All classes are soon told apart; the loss goes on falling.
        new(nameof(NetworkTrainerOptions.ValidationMetric), ValidationMetric.Accuracy, ValidationMetric.MacroAccuracy)
        {
            Case = "in classification",
            Trainers = OptionTrainers.Classifiers,
            Context = fit => (fit.Validation, fit.Options.LearningRate, fit.Options.NumberOfEpochs) = (OptionRow.Alike, 0.02f, 10),
            Observed = Watched,
        },
        new(nameof(NetworkTrainerOptions.ValidationMetric), ValidationMetric.AreaUnderRocCurve)
        {
            Case = "in binary classification",
            Trainers = [nameof(MlpBinaryTrainer)],
            Context = fit => (fit.Validation, fit.Options.LearningRate, fit.Options.NumberOfEpochs) = (OptionRow.Alike, 0.02f, 10),
            Observed = fit => $"{fit.History.ModelEpoch}",
        },
        new(nameof(NetworkTrainerOptions.ValidationMetric), ValidationMetric.RootMeanSquaredError, ValidationMetric.MeanAbsoluteError)
        {
            Case = "in regression",
            Trainers = OptionTrainers.Regressors,
            Context = fit => fit.Validation = OptionRow.Outlying,
            Observed = Watched,
        },
        new(nameof(NetworkTrainerOptions.ValidationMetric), ValidationMetric.MeanAbsoluteError)
        {
            Case = "by the epoch kept",
            Trainers = OptionTrainers.Regressors,
            Context = fit => fit.Validation = OptionRow.Outlying,
            Observed = fit => $"{fit.History.ModelEpoch}",
        },
        new(nameof(NetworkTrainerOptions.ValidationMetric), ValidationMetric.RSquared)
        {
            Case = "with AbsoluteError",
            Trainers = [nameof(MlpRegressionTrainer)],
            Context = fit => (fit.Validation, fit.Mlp.RegressionLoss) = (OptionRow.Outlying, RegressionLoss.AbsoluteError),
            Observed = fit => $"{fit.History.ModelEpoch}",
        },
        new(nameof(NetworkTrainerOptions.WeightAveraging), 0.5f, 0.2f),
    ];

    private static IEnumerable<OptionEffect> Network() =>
    [
        new(nameof(MlpTrainer.Options.HiddenLayers), (int[])[], (int[])[5], (int[])[4, 4]) { Trainers = OptionTrainers.Mlps },
        new(nameof(MlpTrainer.Options.Activation), Each(Activation.ReLU)) { Trainers = OptionTrainers.Mlps },
        new(nameof(MlpTrainer.Options.Dropout), 0f, 0.5f) { Trainers = OptionTrainers.Mlps },
        new(nameof(MlpTrainer.Options.LayerDropout), (float[])[0.1f, 0.5f], (float[])[0.5f, 0.1f])
        {
            Trainers = OptionTrainers.Mlps,
            Context = fit => fit.Mlp.HiddenLayers = [4, 4],
        },
        new(nameof(MlpTrainer.Options.NumericEncoding), NumericEncoding.PiecewiseLinear) { Trainers = OptionTrainers.Mlps },
        new(nameof(MlpTrainer.Options.Members), 2, 3) { Trainers = OptionTrainers.Mlps },
        new(nameof(MlpTrainer.Options.AutoRegularization), AutoRegularization.On) { Trainers = OptionTrainers.Mlps },
        new(nameof(MlpTrainer.Options.InputDropout), 0.2f, 0.5f) { Trainers = OptionTrainers.Mlps },
        new(nameof(MlpTrainer.Options.BatchNormalization), true) { Trainers = OptionTrainers.Mlps },
    ];

    private static IEnumerable<OptionEffect> Losses() =>
    [
        new(nameof(MlpTrainer.Options.LabelSmoothing), 0.1f, 0.2f) { Trainers = OptionTrainers.Classifiers },
        new(nameof(MlpTrainer.Options.ClassWeights), ClassWeights.Balanced, ForFit(fit => new ClassWeights { [fit.RareClass] = 20 }))
        {
            Trainers = OptionTrainers.Classifiers,
        },
        new(nameof(MlpTrainer.Options.RegressionLoss), Each(RegressionLoss.SquaredError))
        {
            Trainers = [nameof(MlpRegressionTrainer)],
            // The quantile is the median, and its loss half the absolute error: Adam would not tell them apart.
            Context = fit => fit.Options.Optimizer = Optimizer.Sgd,
        },
        new(nameof(MlpTrainer.Options.HuberDelta), 0.1f, 0.5f)
        {
            Trainers = [nameof(MlpRegressionTrainer)],
            Context = fit => fit.Mlp.RegressionLoss = RegressionLoss.Huber,
        },
        new(nameof(MlpTrainer.Options.Quantile), 0.1f, 0.9f)
        {
            Trainers = [nameof(MlpRegressionTrainer)],
            Context = fit => fit.Mlp.RegressionLoss = RegressionLoss.Quantile,
        },
    ];

    /// <summary>Steps so small that the loss cannot fall by a ten-thousandth: a plateau.</summary>
    private static void Stall(OptionFit fit) => fit.Options.LearningRate = 1e-7f;

    private static string Watched(OptionFit fit) => $"{fit.History.Metric} {fit.History.ModelEpoch}";

    private static ITransformer Fitted(string trainer, int seed)
    {
        using var fit = new OptionFit(trainer);
        fit.Options.Seed = seed;
        return fit.Run().Model!;
    }

    private static object[] Each<T>(T except)
        where T : struct, Enum => [.. Enum.GetValues<T>().Where(value => !value.Equals(except)).Cast<object>()];

    private static Func<OptionFit, object> ForFit(Func<OptionFit, object> make) => make;
}
