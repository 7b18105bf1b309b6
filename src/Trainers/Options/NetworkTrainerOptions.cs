using Microsoft.ML;
using MlNetDl.Trainers.Training;
using MlNetDl.Transforms.Inspection;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Trainers;

/// <summary>
/// The options that all trainers have. They are checked and copied when a trainer is made; changing them later changes nothing.
/// </summary>
/// <remarks>
/// Weights, and so weight decay and <see cref="MaxNorm"/>, are those of standardized features, features of two values becoming 0
/// and 1, and in regression of a standardized label. Null means that the trainer chooses by the number of rows; what it chose is logged.
/// </remarks>
public abstract class NetworkTrainerOptions
{
    private protected NetworkTrainerOptions()
    {
    }

    /// <summary>The name of the label column.</summary>
    /// <remarks>Unit: none. Range: the name of a column. Default: <c>Label</c>. Source: ML.NET's trainers.</remarks>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>The name of the feature column, a vector of <see cref="float"/> of known size.</summary>
    /// <remarks>Unit: none. Range: the name of a column. Default: <c>Features</c>. Source: ML.NET's trainers.</remarks>
    public string FeatureColumnName { get; set; } = "Features";

    /// <summary>
    /// The name of the column of row weights, a <see cref="float"/>: a row of weight 2 counts as the row twice, one of weight 0 as
    /// none. Weights are divided by their mean, so that a constant weight changes nothing.
    /// </summary>
    /// <remarks>
    /// Unit: rows. Range: the name of a column whose values are at least 0, or null. Default: null, all rows count the same.
    /// Source: ML.NET's trainers.
    /// </remarks>
    public string? ExampleWeightColumnName { get; set; }

    /// <summary>
    /// Weight decay, lambda; what it does to the weights is said by <see cref="WeightDecayForm"/>. With members it is held against the mean of
    /// their losses.
    /// </summary>
    /// <remarks>
    /// Unit: loss over squared weight if coupled, 1 over a learning rate if decoupled. Range: at least 0; decoupled, its product with
    /// <see cref="LearningRate"/> below 1; or null. Default: null, chosen by automatic regularization; without, 0.001 in classification and
    /// 0.0003 in regression if coupled, 1 if decoupled, but with SGD always 0.0005; 100 over the rows, 0.1 at most, over the members if
    /// coupled or relative with pieces or members; 0 for linear regression. Source: measured, docs/defaults.md and docs/accuracy.md; for
    /// SGD Krizhevsky, Sutskever, Hinton 2012, "ImageNet Classification", section 5.
    /// </remarks>
    public float? WeightDecay { get; set; }

    /// <summary>The form of weight decay. Biases and normalization parameters never decay.</summary>
    /// <remarks>
    /// Unit: none. Range: a <see cref="Trainers.WeightDecayForm"/>, or null; with <see cref="Optimizer.AdamW"/> decoupled. Default:
    /// null, decoupled with AdamW, relative in regression with pieces or members if <see cref="WeightDecay"/> is null too, and else coupled.
    /// Source: Loshchilov and Hutter 2019, "Decoupled Weight Decay Regularization"; measured,
    /// docs/defaults.md.
    /// </remarks>
    public WeightDecayForm? WeightDecayForm { get; set; }

    /// <summary>
    /// The hard bound on weights: after each step no unit's vector of incoming weights is longer; a longer one is scaled down. Of what members
    /// make of weights that they share, the longest counts. Batch normalization scales the weights of the fitted network once more.
    /// </summary>
    /// <remarks>
    /// Unit: Euclidean norm of weights. Range: above 0, or null. Default: null, no bound. Source: Srebro, Rennie, Jaakkola 2005,
    /// "Maximum-Margin Matrix Factorization"; Srivastava et al. 2014, "Dropout", section 5.1 (3 to 4 with dropout).
    /// </remarks>
    public float? MaxNorm { get; set; }

    /// <summary>The optimizer.</summary>
    /// <remarks>
    /// Unit: none. Range: an <see cref="Trainers.Optimizer"/>. Default: <see cref="Optimizer.Adam"/>; with decoupled weight decay it is
    /// the same as <see cref="Optimizer.AdamW"/>. Source: see the members.
    /// </remarks>
    public Optimizer Optimizer { get; set; } = Optimizer.Adam;

    /// <summary>The learning rate; its course is set by <see cref="LearningRateSchedule"/> and <see cref="WarmUpEpochs"/>.</summary>
    /// <remarks>
    /// Unit: parameter over gradient for SGD, parameter a step for the others. Range: above 0, or null. Default: null for perceptrons,
    /// which is 0.003, or 0.001 with automatic regularization, or 0.01 with Adam or AdamW for several members on 2,000 rows and more;
    /// 0.1 for softmax regression, 0.03 for linear regression. Source: measured, docs/accuracy.md and docs/defaults.md.
    /// </remarks>
    public float? LearningRate { get; set; }

    /// <summary>The course of the learning rate.</summary>
    /// <remarks>
    /// Unit: none. Range: a <see cref="Trainers.LearningRateSchedule"/>. Default: <see cref="LearningRateSchedule.Cosine"/>. Source:
    /// measured, docs/defaults.md; see the members.
    /// </remarks>
    public LearningRateSchedule LearningRateSchedule { get; set; } = LearningRateSchedule.Cosine;

    /// <summary>
    /// Warm-up: for so many epochs the learning rate rises in a straight line from nothing, and the schedule has the epochs that are
    /// left.
    /// </summary>
    /// <remarks>
    /// Unit: epochs. Range: at least 0 and below the number of epochs; 0 with <see cref="LearningRateSchedule.OneCycle"/>, which
    /// has a warm-up of its own. Default: 0. Source: Goyal et al. 2017, "Accurate, Large Minibatch SGD", section 2.2.
    /// </remarks>
    public float WarmUpEpochs { get; set; }

    /// <summary>
    /// What <see cref="LearningRateSchedule.Step"/> and <see cref="LearningRateSchedule.ReduceOnPlateau"/> multiply the learning rate by.
    /// </summary>
    /// <remarks>Unit: none. Range: above 0 and below 1. Default: 0.1. Source: PyTorch's StepLR and ReduceLROnPlateau.</remarks>
    public float LearningRateDecay { get; set; } = 0.1f;

    /// <summary>After how many epochs <see cref="LearningRateSchedule.Step"/> multiplies the learning rate, each time.</summary>
    /// <remarks>
    /// Unit: epochs. Range: at least 1, or null. Default: null, a third of the epochs, rounded up. Source: He et al. 2016, "Deep
    /// Residual Learning", which lowers the rate twice.
    /// </remarks>
    public int? LearningRateStepEpochs { get; set; }

    /// <summary>How many epochs without progress <see cref="LearningRateSchedule.ReduceOnPlateau"/> lets pass.</summary>
    /// <remarks>Unit: epochs. Range: at least 0. Default: 10. Source: PyTorch's ReduceLROnPlateau.</remarks>
    public int PlateauPatience { get; set; } = 10;

    /// <summary>The momentum of <see cref="Optimizer.Sgd"/>: the share of the last step's velocity that is kept.</summary>
    /// <remarks>
    /// Unit: none. Range: at least 0 and below 1, for SGD only, or null. Default: null, 0.9 for SGD. Source: Sutskever et al. 2013, "On the
    /// Importance of Initialization and Momentum in Deep Learning".
    /// </remarks>
    public float? Momentum { get; set; }

    /// <summary>Whether the momentum of <see cref="Optimizer.Sgd"/> is Nesterov's.</summary>
    /// <remarks>
    /// Unit: none. Range: true for SGD with momentum only. Default: false. Source: Sutskever et al. 2013, as above; PyTorch's SGD.
    /// </remarks>
    public bool Nesterov { get; set; }

    /// <summary>The decay of the mean of the gradients in <see cref="Optimizer.Adam"/> and <see cref="Optimizer.AdamW"/>, beta1.</summary>
    /// <remarks>Unit: none. Range: at least 0 and below 1. Default: 0.9. Source: Kingma and Ba 2015, "Adam", section 2.</remarks>
    public float Beta1 { get; set; } = 0.9f;

    /// <summary>
    /// The decay of the mean of the squared gradients: beta2 of <see cref="Optimizer.Adam"/> and <see cref="Optimizer.AdamW"/>, alpha of
    /// <see cref="Optimizer.RMSProp"/>.
    /// </summary>
    /// <remarks>
    /// Unit: none. Range: at least 0 and below 1, or null. Default: null, 0.999 for Adam and AdamW and 0.99 for RMSProp. Source: Kingma and
    /// Ba 2015, "Adam", section 2; PyTorch's RMSprop.
    /// </remarks>
    public float? Beta2 { get; set; }

    /// <summary>
    /// What <see cref="Optimizer.Adam"/>, <see cref="Optimizer.AdamW"/> and <see cref="Optimizer.RMSProp"/> add to the root they divide by.
    /// </summary>
    /// <remarks>Unit: gradient. Range: above 0. Default: 1e-8. Source: Kingma and Ba 2015, "Adam", section 2.</remarks>
    public float Epsilon { get; set; } = 1e-8f;

    /// <summary>The bound on the gradient: where the norm of all of it is larger, it is scaled down to it.</summary>
    /// <remarks>
    /// Unit: Euclidean norm of the gradient. Range: above 0, or null. Default: null, no bound. Source: Pascanu, Mikolov, Bengio 2013, "On
    /// the Difficulty of Training Recurrent Neural Networks", algorithm 1.
    /// </remarks>
    public float? GradientClipNorm { get; set; }

    /// <summary>The number of rows of a training step; more than there are means all.</summary>
    /// <remarks>
    /// Unit: rows. Range: at least 1, or null. Default: null, from 16 on small sets to 256 on large ones, the power of two nearest to
    /// a thirtieth of the rows. Source: measured, docs/defaults.md.
    /// </remarks>
    public int? BatchSize { get; set; }

    /// <summary>The number of passes over the training rows.</summary>
    /// <remarks>
    /// Unit: epochs. Range: at least 1, or null. Default: null; up to 5,000 rows as many as make 2,000 steps, but 20 at least; beyond
    /// that, and with pieces or members, as many as make 3,000 steps, but 30 at least. With automatic regularization the best of these is
    /// the last. Source: measured, docs/defaults.md.
    /// </remarks>
    public int? NumberOfEpochs { get; set; }

    /// <summary>
    /// The share of the training rows that is split off, class by class, for validation: not trained on, but measured after each epoch.
    /// Of a class with too few rows none is taken. Validation rows given to <c>Fit</c> go before.
    /// </summary>
    /// <remarks>
    /// Unit: share of the rows. Range: at least 0 and below 1, or null. Default: null, 0.1 if <see cref="EarlyStopping"/> is on and else 0.
    /// Source: scikit-learn's <c>validation_fraction</c>.
    /// </remarks>
    public float? ValidationFraction { get; set; }

    /// <summary>Whether training ends when the validation rows show no more progress, and the best epoch's parameters are kept.</summary>
    /// <remarks>
    /// Unit: none. Range: an <see cref="Trainers.EarlyStopping"/>. Default: <see cref="EarlyStopping.Auto"/>. Source: Prechelt 1998, "Early
    /// Stopping - But When?".
    /// </remarks>
    public EarlyStopping EarlyStopping { get; set; }

    /// <summary>How many epochs in a row may pass without a new best one before early stopping ends the training.</summary>
    /// <remarks>
    /// Unit: epochs. Range: at least 1, or null. Default: null, a fifth of the epochs but at least 10. Source: scikit-learn's
    /// <c>n_iter_no_change</c>, 10.
    /// </remarks>
    public int? EarlyStoppingPatience { get; set; }

    /// <summary>What is measured on the validation rows, and what early stopping goes by.</summary>
    /// <remarks>
    /// Unit: that of the metric. Range: a <see cref="Trainers.ValidationMetric"/> that the task has. Default:
    /// <see cref="ValidationMetric.Loss"/>; the history then also has the accuracy, or in regression the R-squared. Source: ML.NET's
    /// metrics of the same names.
    /// </remarks>
    public ValidationMetric ValidationMetric { get; set; }

    /// <summary>
    /// The decay a step of a moving average of the parameters, which is then what is validated and kept; in step t it is at most
    /// (1 + t) / (10 + t), so that the start is soon forgotten.
    /// </summary>
    /// <remarks>
    /// Unit: none. Range: at least 0 and below 1. Default: 0, no average. Source: Polyak and Juditsky 1992, "Acceleration of Stochastic
    /// Approximation by Averaging"; the bound is TensorFlow's ExponentialMovingAverage.
    /// </remarks>
    public float WeightAveraging { get; set; }

    /// <summary>
    /// The seed of the first parameters, the order of the rows, the validation rows, and dropout. The same seed and data give the same
    /// model, to the bit, on processors of the same kind.
    /// </summary>
    /// <remarks>
    /// Unit: none. Range: any number, or null. Default: null, the seed of the <c>MLContext</c>, and without that a new one for each
    /// fit, which is logged. Source: ML.NET's trainers.
    /// </remarks>
    public int? Seed { get; set; }

    /// <summary>
    /// Told after each epoch, on the thread that fits; it may ask to stop, and an exception it throws ends the fit. (The framework's own
    /// <see cref="Progress{T}"/> passes reports on to other threads, where they may come late.) The same goes to <c>MLContext.Log</c>.
    /// </summary>
    /// <remarks>Unit: none. Range: any, or null. Default: null, nobody. Source: the framework's <see cref="IProgress{T}"/>.</remarks>
    public IProgress<TrainingProgress>? Progress { get; set; }

    /// <summary>
    /// Whether a fit that is cancelled, by <c>MLContext.CancelExecution</c>, gives the model as it was after the best or last finished
    /// epoch, instead of throwing. Before the first epoch has ended there is none to give.
    /// </summary>
    /// <remarks>Unit: none. Range: true or false. Default: false. Source: ML.NET's issue 6670.</remarks>
    public bool KeepModelOnCancel { get; set; }

    /// <summary>
    /// A fitted or loaded model, or chain with one, whose network is trained on: its parameters are what training starts from, and its
    /// encoding of the features is kept. The network must be of the shape that the options ask for, and the classes must be the same.
    /// </summary>
    /// <remarks>
    /// Unit: none. Range: a model of the same task, or null; null with batch normalization. Default: null, parameters drawn at random.
    /// Source: scikit-learn's <c>warm_start</c>.
    /// </remarks>
    public ITransformer? ContinueFrom { get; set; }

    /// <summary>
    /// A file in which the state of the training is kept: a fit that finds it resumes there, and ends with the same model as one that
    /// was never interrupted. It is removed when training has ended. Data and options must be the same: a path is for one fit, and the
    /// folds of a cross-validation, each a fit of its own, cannot be resumed.
    /// </summary>
    /// <remarks>
    /// Unit: none. Range: a path in a folder that exists, or null. Default: null, no
    /// checkpoints. Source: Keras's <c>BackupAndRestore</c>.
    /// </remarks>
    public string? CheckpointPath { get; set; }

    /// <summary>After how many epochs a checkpoint is written, each time.</summary>
    /// <remarks>Unit: epochs. Range: at least 1. Default: 1. Source: Keras's <c>BackupAndRestore</c>.</remarks>
    public int CheckpointInterval { get; set; } = 1;

    /// <summary>Told each step of writing a checkpoint, before and after it: where tests end a run.</summary>
    internal Action<string>? CheckpointSteps { get; set; }

    private const float HighestAutoLearningRate = 0.01f;

    /// <summary>The batch size for so many rows.</summary>
    internal int ResolveBatchSize(int rows) =>
        Math.Min(rows, BatchSize ?? 1 << (int)Math.Clamp(Math.Round(Math.Log2(rows / 30.0)), 4, 8));

    /// <summary>Whether regularization is searched for, where the options say so.</summary>
    internal virtual bool? SearchesRegularization => false;

    /// <summary>Whether the options set the dropout.</summary>
    internal virtual bool SetsDropout => true;

    /// <summary>The weight decay of all levels of a search; null, where each has its own, which are for the penalty of Adam.</summary>
    internal float? LevelWeightDecay(TrainingSettings settings) =>
        WeightDecay ?? (settings.Optimizer == Optimizer.Sgd || settings.WeightDecayForm == Trainers.WeightDecayForm.Decoupled
            ? settings.WeightDecay
            : null);

    /// <summary>What kind of training it is to be.</summary>
    internal virtual Recipe ChooseRecipe(TableShape table, FittedNetwork? from) => Recipe.Plain;

    /// <summary>The number of epochs for so many rows.</summary>
    internal int ResolveNumberOfEpochs(int rows, Recipe recipe)
    {
        const int Many = 5000;
        var (steps, least) = rows <= Many && !recipe.IsRich ? (2000.0, 20) : (3000.0, 30);
        return NumberOfEpochs ?? (int)Math.Max(least, Math.Round(steps * ResolveBatchSize(rows) / rows));
    }

    /// <summary>The learning rate.</summary>
    internal float ResolveLearningRate(Recipe recipe, int rows)
    {
        var isFast = recipe.Members > 1 && rows >= Recipe.ManyRows && Optimizer is Optimizer.Adam or Optimizer.AdamW;
        return LearningRate ?? (recipe.SearchesRegularization ? 0.001f : isFast ? HighestAutoLearningRate : 0.003f);
    }

    /// <summary>The form of weight decay.</summary>
    internal WeightDecayForm ResolveWeightDecayForm(Recipe recipe, bool isRegression) => WeightDecayForm ??
        (Optimizer == Optimizer.AdamW ? Trainers.WeightDecayForm.Decoupled
            : WeightDecay is null && Optimizer != Optimizer.Sgd && recipe is { IsRich: true, SearchesRegularization: false } && isRegression
                ? Trainers.WeightDecayForm.Relative
            : Trainers.WeightDecayForm.Coupled);

    /// <summary>The weight decay.</summary>
    internal float ResolveWeightDecay(Recipe recipe, TableShape table)
    {
        const float OfSgd = 0.0005f;
        const float Decoupled = 1;
        if (WeightDecay is { } set)
            return set;
        if (Optimizer == Optimizer.Sgd)
            return OfSgd;
        // At a learning rate far too high for anything, not the decay is to be complained of.
        if (ResolveWeightDecayForm(recipe, table.IsRegression) == Trainers.WeightDecayForm.Decoupled)
            return Math.Min(Decoupled, 0.5f / ResolveLearningRate(recipe, table.Rows));
        // The likelihood grows with the rows, the prior that a penalty is does not: of a mean loss its share is one over them.
        const float OfAllRows = 100;
        // On fewer rows than have been measured it would soon be all there is.
        const float Most = 0.1f;
        return recipe.IsRich ? Math.Min(Most, OfAllRows / table.Rows) / recipe.Members : table.IsRegression ? 0.0003f : 0.001f;
    }

    /// <summary>The share of the rows to split off, where no validation rows are given.</summary>
    internal double ResolveValidationFraction() => ValidationFraction ?? (EarlyStopping == EarlyStopping.On ? 0.1 : 0);

    /// <summary>Checks all options.</summary>
    /// <param name="options">The options; the defaults, if null.</param>
    /// <param name="trainer">The trainer's name, for the message.</param>
    /// <returns>A copy.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Options are out of range; a line for each.</exception>
    internal static T CheckAndCopy<T>(T? options, string trainer)
        where T : NetworkTrainerOptions, new()
    {
        options ??= new T();
        var checks = new OptionChecks(trainer);
        options.Check(checks);
        checks.ThrowIfViolated(nameof(options));
        var copy = (T)options.MemberwiseClone();
        copy.CopyReferences();
        return copy;
    }

    /// <summary>Requires of each option what its documentation says.</summary>
    private protected virtual void Check(OptionChecks checks)
    {
        checks
            .Require(!string.IsNullOrWhiteSpace(LabelColumnName), nameof(LabelColumnName), LabelColumnName, "the name of a column")
            .Require(!string.IsNullOrWhiteSpace(FeatureColumnName), nameof(FeatureColumnName), FeatureColumnName, "the name of a column")
            .Require(
                ExampleWeightColumnName is null || !string.IsNullOrWhiteSpace(ExampleWeightColumnName),
                nameof(ExampleWeightColumnName), ExampleWeightColumnName, "the name of a column, or null");
        CheckPenalty(checks);
        CheckOptimizer(checks);
        CheckSchedule(checks);
        CheckRun(checks);
        CheckValidation(checks);
    }

    /// <summary>Replaces what a user could still change by copies.</summary>
    private protected virtual void CopyReferences()
    {
    }

    /// <summary>What decoupled weight decay takes off in a step, at the highest rate that may come of the options.</summary>
    private float MostDecayOfAStep => (LearningRate ?? HighestAutoLearningRate) * (WeightDecay ?? 0);

    private void CheckPenalty(OptionChecks checks) => checks
        .Require(
            WeightDecay is null or >= 0 && float.IsFinite(WeightDecay ?? 0), nameof(WeightDecay), WeightDecay,
            "at least 0 and finite, or null")
        .RequireDefined(WeightDecayForm, nameof(WeightDecayForm))
        .Require(
            Optimizer != Optimizer.AdamW || WeightDecayForm is null or Trainers.WeightDecayForm.Decoupled, nameof(WeightDecayForm), WeightDecayForm,
            "Decoupled or null with Optimizer AdamW, which is just Adam with that; for coupled weight decay set Optimizer to Adam")
        .Require(
            ResolveWeightDecayForm(Recipe.Plain, isRegression: false) != Trainers.WeightDecayForm.Decoupled ||
                !float.IsFinite(MostDecayOfAStep) || MostDecayOfAStep < 1,
            "LearningRate * WeightDecay", MostDecayOfAStep, "below 1, for each step multiplies the weights by 1 less that")
        .Require(MaxNorm is null or > 0 && float.IsFinite(MaxNorm ?? 1), nameof(MaxNorm), MaxNorm, "above 0 and finite, or null");

    private void CheckOptimizer(OptionChecks checks) => checks
        .RequireDefined(Optimizer, nameof(Optimizer))
        .Require(Momentum is null or (>= 0 and < 1), nameof(Momentum), Momentum, "at least 0 and below 1, or null")
        .Require(Momentum is null || Optimizer == Optimizer.Sgd, nameof(Momentum), Momentum,
            $"null with Optimizer {Optimizer}; only Sgd has it")
        .Require(
            !Nesterov || (Optimizer == Optimizer.Sgd && Momentum != 0), nameof(Nesterov), Nesterov,
            "false, unless Optimizer is Sgd and Momentum above 0")
        .Require(Beta1 is >= 0 and < 1, nameof(Beta1), Beta1, "at least 0 and below 1")
        .Require(Beta2 is null or (>= 0 and < 1), nameof(Beta2), Beta2, "at least 0 and below 1, or null")
        .Require(Epsilon > 0 && float.IsFinite(Epsilon), nameof(Epsilon), Epsilon, "above 0 and finite")
        .Require(
            Beta1 == 0.9f || Optimizer is Optimizer.Adam or Optimizer.AdamW, nameof(Beta1), Beta1,
            $"left as it is with Optimizer {Optimizer}")
        .Require(Beta2 is null || Optimizer != Optimizer.Sgd, nameof(Beta2), Beta2, $"null with Optimizer {Optimizer}")
        .Require(Epsilon == 1e-8f || Optimizer != Optimizer.Sgd, nameof(Epsilon), Epsilon, $"left as it is with Optimizer {Optimizer}")
        .Require(
            GradientClipNorm is null or > 0 && float.IsFinite(GradientClipNorm ?? 1), nameof(GradientClipNorm), GradientClipNorm,
            "above 0 and finite, or null");

    private void CheckSchedule(OptionChecks checks) => checks
        .Require(
            LearningRate is null or > 0 && float.IsFinite(LearningRate ?? 1), nameof(LearningRate), LearningRate,
            "above 0 and finite, or null")
        .RequireDefined(LearningRateSchedule, nameof(LearningRateSchedule))
        .Require(WarmUpEpochs >= 0 && float.IsFinite(WarmUpEpochs), nameof(WarmUpEpochs), WarmUpEpochs, "at least 0 and finite")
        .Require(
            !(WarmUpEpochs > 0) || LearningRateSchedule != LearningRateSchedule.OneCycle, nameof(WarmUpEpochs), WarmUpEpochs,
            "0 with LearningRateSchedule OneCycle, which has a warm-up of its own")
        .Require(LearningRateDecay is > 0 and < 1, nameof(LearningRateDecay), LearningRateDecay, "above 0 and below 1")
        .Require(LearningRateStepEpochs is null or >= 1, nameof(LearningRateStepEpochs), LearningRateStepEpochs, "at least 1, or null")
        .Require(PlateauPatience >= 0, nameof(PlateauPatience), PlateauPatience, "at least 0")
        .Require(
            NumberOfEpochs is null || !(WarmUpEpochs > 0) || WarmUpEpochs < NumberOfEpochs, nameof(WarmUpEpochs), WarmUpEpochs,
            $"below NumberOfEpochs, {NumberOfEpochs}")
        .Require(
            LearningRateDecay == 0.1f || LearningRateSchedule is LearningRateSchedule.Step or LearningRateSchedule.ReduceOnPlateau,
            nameof(LearningRateDecay), LearningRateDecay, $"left as it is with LearningRateSchedule {LearningRateSchedule}")
        .Require(
            LearningRateStepEpochs is null || LearningRateSchedule == LearningRateSchedule.Step, nameof(LearningRateStepEpochs),
            LearningRateStepEpochs, $"null with LearningRateSchedule {LearningRateSchedule}; only Step has it")
        .Require(
            PlateauPatience == 10 || LearningRateSchedule == LearningRateSchedule.ReduceOnPlateau, nameof(PlateauPatience), PlateauPatience,
            $"left as it is with LearningRateSchedule {LearningRateSchedule}; only ReduceOnPlateau has it");

    private void CheckRun(OptionChecks checks) => checks
        .Require(BatchSize is null or >= 1, nameof(BatchSize), BatchSize, "at least 1, or null")
        .Require(NumberOfEpochs is null or >= 1, nameof(NumberOfEpochs), NumberOfEpochs, "at least 1, or null")
        .Require(WeightAveraging is >= 0 and < 1, nameof(WeightAveraging), WeightAveraging, "at least 0 and below 1")
        .Require(
            CheckpointPath is null || !string.IsNullOrWhiteSpace(CheckpointPath), nameof(CheckpointPath), CheckpointPath, "a path, or null")
        .Require(CheckpointInterval >= 1, nameof(CheckpointInterval), CheckpointInterval, "at least 1")
        .Require(
            CheckpointInterval <= 1 || CheckpointPath is not null, nameof(CheckpointInterval), CheckpointInterval,
            "left at 1 without CheckpointPath")
        .Require(
            ContinueFrom is null || FittedNetworks.Find(ContinueFrom) is not null, nameof(ContinueFrom), ContinueFrom?.GetType().Name,
            "a model that one of MlNetDl's trainers fitted, a chain with one, or null");

    private void CheckValidation(OptionChecks checks) => checks
        .Require(
            ValidationFraction is null or (>= 0 and < 1), nameof(ValidationFraction), ValidationFraction, "at least 0 and below 1, or null")
        .RequireDefined(EarlyStopping, nameof(EarlyStopping))
        .Require(EarlyStoppingPatience is null or >= 1, nameof(EarlyStoppingPatience), EarlyStoppingPatience, "at least 1, or null")
        .Require(
            EarlyStoppingPatience is null || EarlyStopping != EarlyStopping.Off, nameof(EarlyStoppingPatience), EarlyStoppingPatience,
            "null with EarlyStopping Off")
        .RequireDefined(ValidationMetric, nameof(ValidationMetric));
}
