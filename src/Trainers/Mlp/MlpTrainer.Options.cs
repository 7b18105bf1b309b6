using MlNetDl.Trainers.Network;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Trainers;

public sealed partial class MlpTrainer
{
    /// <summary>The options of the four trainers of multi-layer perceptrons.</summary>
    /// <inheritdoc cref="NetworkTrainerOptions" path="/remarks"/>
    public sealed class Options : NetworkTrainerOptions
    {
        /// <summary>The number of units of each hidden layer, in order. Without any, the network is linear.</summary>
        /// <remarks>
        /// Unit: units. Range: each at least 1, or null. Default: null, two layers of 128; of several members 128 and 64 in
        /// regression, 64 and 32 for two classes; the model's with <see cref="NetworkTrainerOptions.ContinueFrom"/>. Source: measured,
        /// docs/defaults.md and docs/accuracy.md.
        /// </remarks>
#pragma warning disable CA1819 // An array, as ML.NET's options have it; a trainer copies it.
        public int[]? HiddenLayers { get; set; }
#pragma warning restore CA1819

        /// <summary>The activation of the hidden layers; their first weights are drawn to match it, by He or by Xavier.</summary>
        /// <remarks>
        /// Unit: none. Range: an <see cref="Trainers.Activation"/>. Default: <see cref="Activation.ReLU"/>. Source: measured,
        /// docs/defaults.md; first weights: He et al. 2015, "Delving Deep into Rectifiers" (variance 2 / inputs) for ReLU, LeakyReLU,
        /// GELU and SiLU, Glorot and Bengio 2010, "Understanding the Difficulty of Training Deep Feedforward Neural Networks" (2 /
        /// (inputs + units)) for the others.
        /// </remarks>
        public Activation Activation { get; set; } = Activation.ReLU;

        /// <summary>The probability that a hidden unit is dropped in a training step.</summary>
        /// <remarks>
        /// Unit: probability. Range: at least 0 and below 1, or null. Default: null, 0.1, or chosen by automatic regularization. Source:
        /// Srivastava et al. 2014, "Dropout"; the rate measured, docs/defaults.md.
        /// </remarks>
        public float? Dropout { get; set; }

        /// <summary>The same, hidden layer by hidden layer; goes before <see cref="Dropout"/>.</summary>
        /// <remarks>
        /// Unit: probability. Range: as many as there are hidden layers, each at least 0 and below 1, or null. Default: null,
        /// <see cref="Dropout"/> for all. Source: Srivastava et al. 2014, "Dropout".
        /// </remarks>
#pragma warning disable CA1819
        public float[]? LayerDropout { get; set; }
#pragma warning restore CA1819

        /// <summary>
        /// The probability that an input is dropped in a training step: a standardized feature becomes its mean, a category none.
        /// </summary>
        /// <remarks>
        /// Unit: probability. Range: at least 0 and below 1. Default: 0. Source: Srivastava et al. 2014, "Dropout", appendix A.4.
        /// </remarks>
        public float InputDropout { get; set; }

        /// <summary>
        /// Whether the sums of each hidden layer are normalized over the rows of a batch, before the activation. When training ends, the
        /// normalization is folded into the weights; the fitted network has none.
        /// </summary>
        /// <remarks>
        /// Unit: none. Range: true or false; false with a batch of one row. Default: false. Source: Ioffe and Szegedy 2015, "Batch
        /// Normalization"; batches that are split between threads are normalized in parts of about 128 rows, the last of an epoch in
        /// smaller ones, as in Hoffer et al. 2017, "Train Longer, Generalize Better".
        /// </remarks>
        public bool BatchNormalization { get; set; }

        /// <summary>
        /// Label smoothing: the network is to give the labelled class this much less than certainty, and the rest to all classes alike.
        /// </summary>
        /// <remarks>
        /// Unit: probability. Range: at least 0 and below 1; 0 in regression. Default: 0. Source: Szegedy et al. 2016, "Rethinking the
        /// Inception Architecture for Computer Vision", section 7.
        /// </remarks>
        public float LabelSmoothing { get; set; }

        /// <summary>How much the rows of each class count.</summary>
        /// <remarks>
        /// Unit: rows. Range: <see cref="Trainers.ClassWeights.Balanced"/>, weights by class, or null; null in regression. Default:
        /// null, all the same. Source: King and Zeng 2001, "Logistic Regression in Rare Events Data".
        /// </remarks>
        public ClassWeights? ClassWeights { get; set; }

        /// <summary>What is minimized in regression.</summary>
        /// <remarks>
        /// Unit: none. Range: a <see cref="Trainers.RegressionLoss"/>; the squared error in classification. Default:
        /// <see cref="RegressionLoss.SquaredError"/>. Source: see the members.
        /// </remarks>
        public RegressionLoss RegressionLoss { get; set; }

        /// <summary>Where <see cref="RegressionLoss.Huber"/> turns from the squared to the absolute error.</summary>
        /// <remarks>
        /// Unit: standard deviations of the label. Range: above 0. Default: 1.35. Source: Huber 1981, "Robust Statistics" (0.95 efficiency
        /// at the normal distribution); scikit-learn's HuberRegressor.
        /// </remarks>
        public float HuberDelta { get; set; } = 1.35f;

        /// <summary>The quantile that <see cref="RegressionLoss.Quantile"/> predicts.</summary>
        /// <remarks>
        /// Unit: share of the rows below. Range: above 0 and below 1. Default: 0.5, the median. Source: Koenker and Bassett 1978,
        /// "Regression Quantiles".
        /// </remarks>
        public float Quantile { get; set; } = 0.5f;

        /// <summary>How numeric features, those of more than two values, go into the network.</summary>
        /// <remarks>
        /// Unit: none. Range: a <see cref="Trainers.NumericEncoding"/>. Default: <see cref="NumericEncoding.Auto"/>. Source: Gorishniy,
        /// Rubachev, Babenko 2022, "On Embeddings for Numerical Features in Tabular Deep Learning"; measured, docs/accuracy.md.
        /// </remarks>
        public NumericEncoding NumericEncoding { get; set; }

        /// <summary>
        /// How many networks are trained together. They share the weights of the hidden layers and differ in what they multiply the inputs
        /// by, in biases and in their output layer; the model averages their outputs before the softmax.
        /// </summary>
        /// <remarks>
        /// Unit: networks. Range: at least 1, or null; 1 with batch normalization and without hidden layers. Default: null, 4 on large
        /// tables whose features are piecewise linear, and else 1. Source: Gorishniy, Kotelnikov, Babenko 2024, "TabM"; measured, docs/accuracy.md.
        /// </remarks>
        public int? Members { get; set; }

        /// <summary>
        /// Whether weight decay, dropout and the number of epochs are chosen by training on all folds but one, in turn; the model averages the
        /// outputs of the networks that the best choice gave. What is set stays as it is.
        /// </summary>
        /// <remarks>
        /// Unit: none. Range: an <see cref="Trainers.AutoRegularization"/>. Default: <see cref="AutoRegularization.Auto"/>. Source: Breiman
        /// 1996, "Bagging Predictors", and Krogh and Vedelsby 1995, "Neural Network Ensembles, Cross Validation, and Active Learning"; measured,
        /// docs/accuracy.md.
        /// </remarks>
        public AutoRegularization AutoRegularization { get; set; }

        /// <summary>The network that the options describe.</summary>
        internal NetworkArchitecture CreateArchitecture(InputColumns columns, int outputs, Recipe recipe)
        {
            // How many hidden layers the model in ContinueFrom has shows here.
            new OptionChecks(nameof(MlpTrainer))
                .Require(
                    LayerDropout is null || LayerDropout.Length == recipe.HiddenLayers.Count, nameof(LayerDropout), LayerDropout,
                    $"null, or {recipe.HiddenLayers.Count} numbers, one a hidden layer of the model in ContinueFrom")
                .ThrowIfViolated("options");
            float[] dropout = LayerDropout ?? [.. recipe.HiddenLayers.Select(_ => Dropout ?? 0.1f)];
            return NetworkArchitecture.Mlp(
                columns.Count, [.. recipe.HiddenLayers], Activation, dropout, outputs, InputDropout, BatchNormalization) with
            {
                Members = recipe.Members,
                Columns = columns,
            };
        }

        internal override bool? SearchesRegularization => AutoRegularization switch
        {
            AutoRegularization.On => true,
            AutoRegularization.Off => false,
            _ => SaysWhenToStop || ContinueFrom is not null ? false : null,
        };

        private bool TakesHiddenLayersOfModel => HiddenLayers is null && ContinueFrom is not null;

        internal override bool SetsDropout => Dropout is not null || LayerDropout is not null;

        internal override Recipe ChooseRecipe(TableShape table, FittedNetwork? from)
        {
            var isLarge = table.Rows >= Recipe.LargeTable;
            var searches = SearchesRegularization ?? (!isLarge && table.Rows >= Recipe.SmallestSearched && !table.HasValidation);
            var hasPieces = NumericEncoding switch
            {
                // Without numeric features there is nothing to cut into pieces.
                NumericEncoding.PiecewiseLinear => table.NumericSlots > 0,
                NumericEncoding.Standardize => false,
                _ => from?.Encoding.HasPieces ?? (isLarge && !searches && table.NumericSlots is > 0 and <= Recipe.MostPiecedSlots),
            };
            // Without pieces there is little that members could see differently.
            var hasMembers = isLarge && !searches && hasPieces && HiddenLayers?.Length != 0 && !BatchNormalization;
            var members = Members ?? from?.Members.Count ?? (hasMembers ? Recipe.AutoMembers : 1);
            IReadOnlyList<int> hidden = HiddenLayers ?? from?.HiddenUnits ?? Recipe.AutoHiddenLayers(table, members);
            return new Recipe(hasPieces, members, searches, hidden);
        }

        private protected override void Check(OptionChecks checks)
        {
            base.Check(checks);
            checks
                .Require(HiddenLayers?.All(units => units >= 1) != false, nameof(HiddenLayers), HiddenLayers,
                    "a list of numbers of at least 1, or null")
                .RequireDefined(Activation, nameof(Activation))
                .Require(Dropout is null or (>= 0 and < 1), nameof(Dropout), Dropout, "at least 0 and below 1, or null")
                .Require(
                    LayerDropout is null ||
                        ((LayerDropout.Length == (HiddenLayers?.Length ?? 2) || TakesHiddenLayersOfModel)
                            && LayerDropout.All(rate => rate is >= 0 and < 1)),
                    nameof(LayerDropout), LayerDropout,
                    (TakesHiddenLayersOfModel ? "null, or numbers" : $"null, or {HiddenLayers?.Length ?? 2} numbers")
                        + ", one a hidden layer, each at least 0 and below 1")
                .Require(InputDropout is >= 0 and < 1, nameof(InputDropout), InputDropout, "at least 0 and below 1")
                .Require(
                    !BatchNormalization || ContinueFrom is null, nameof(BatchNormalization), BatchNormalization,
                    "false with ContinueFrom, for in a fitted network the normalization is folded into the weights")
                .Require(
                    !BatchNormalization || BatchSize != 1, nameof(BatchNormalization), BatchNormalization,
                    "false with BatchSize 1, for one row has no variance")
                .Require(LabelSmoothing is >= 0 and < 1, nameof(LabelSmoothing), LabelSmoothing, "at least 0 and below 1")
                .RequireDefined(NumericEncoding, nameof(NumericEncoding))
                .RequireDefined(AutoRegularization, nameof(AutoRegularization))
                .Require(
                    AutoRegularization != AutoRegularization.On || (ContinueFrom is null && !SaysWhenToStop), nameof(AutoRegularization),
                    AutoRegularization,
                    "Off or Auto with ContinueFrom, EarlyStopping, EarlyStoppingPatience or ValidationFraction, for the folds tell when to stop")
                .Require(Members is null or >= 1, nameof(Members), Members, "at least 1, or null")
                .Require(
                    !BatchNormalization || Members is null or 1, nameof(Members), Members,
                    "1 or null with BatchNormalization, whose statistics are those of one network")
                .Require(
                    HiddenLayers?.Length != 0 || Members is null or 1, nameof(Members), Members,
                    "1 or null without HiddenLayers, for there is nothing to share")
                .RequireDefined(RegressionLoss, nameof(RegressionLoss))
                .Require(HuberDelta > 0 && float.IsFinite(HuberDelta), nameof(HuberDelta), HuberDelta, "above 0 and finite")
                .Require(Quantile is > 0 and < 1, nameof(Quantile), Quantile, "above 0 and below 1")
                .Require(
                    HuberDelta == 1.35f || RegressionLoss == RegressionLoss.Huber, nameof(HuberDelta), HuberDelta,
                    $"left as it is with RegressionLoss {RegressionLoss}; only Huber has it")
                .Require(
                    Quantile == 0.5f || RegressionLoss == RegressionLoss.Quantile, nameof(Quantile), Quantile,
                    $"left as it is with RegressionLoss {RegressionLoss}; only Quantile has it");
        }

        /// <summary>Whether early stopping has been thought of, so that the folds must not stop the training.</summary>
        private bool SaysWhenToStop =>
            EarlyStopping != EarlyStopping.Auto || ValidationFraction is not null || EarlyStoppingPatience is not null;

        private protected override void CopyReferences()
        {
            HiddenLayers = HiddenLayers is null ? null : [.. HiddenLayers];
            LayerDropout = LayerDropout is null ? null : [.. LayerDropout];
            ClassWeights = ClassWeights?.Copy();
        }
    }
}
