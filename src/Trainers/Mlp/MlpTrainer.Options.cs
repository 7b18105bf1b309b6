using MlNetDl.Trainers.Network;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Trainers;

public sealed partial class MlpTrainer
{
    /// <summary>The options of the four trainers of multi-layer perceptrons.</summary>
    /// <inheritdoc cref="NetworkTrainerOptions" path="/remarks"/>
    public sealed class Options : NetworkTrainerOptions
    {
        /// <summary>The number of units of each hidden layer, in order. Without any, the network is linear.</summary>
        /// <remarks>
        /// Unit: units. Range: each at least 1. Default: two layers of 128. Source: measured, docs/defaults.md.
        /// </remarks>
#pragma warning disable CA1819 // An array, as ML.NET's options have it; a trainer copies it.
        public int[] HiddenLayers { get; set; } = [128, 128];
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
        /// Unit: probability. Range: at least 0 and below 1. Default: 0.1. Source: Srivastava et al. 2014, "Dropout"; the rate measured,
        /// docs/defaults.md.
        /// </remarks>
        public float Dropout { get; set; } = 0.1f;

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

        /// <summary>The network that the options describe.</summary>
        internal NetworkArchitecture CreateArchitecture(int inputs, int outputs) => NetworkArchitecture.Mlp(
            inputs, HiddenLayers, Activation, LayerDropout ?? [.. HiddenLayers.Select(_ => Dropout)], outputs, InputDropout,
            BatchNormalization);

        private protected override void Check(OptionChecks checks)
        {
            base.Check(checks);
            checks
                .Require(HiddenLayers?.All(units => units >= 1) == true, nameof(HiddenLayers), HiddenLayers,
                    "a list of numbers of at least 1")
                .RequireDefined(Activation, nameof(Activation))
                .Require(Dropout is >= 0 and < 1, nameof(Dropout), Dropout, "at least 0 and below 1")
                .Require(
                    LayerDropout is null || HiddenLayers is null ||
                        (LayerDropout.Length == HiddenLayers.Length && LayerDropout.All(rate => rate is >= 0 and < 1)),
                    nameof(LayerDropout), LayerDropout,
                    $"null, or {HiddenLayers?.Length} numbers, one a hidden layer, each at least 0 and below 1")
                .Require(InputDropout is >= 0 and < 1, nameof(InputDropout), InputDropout, "at least 0 and below 1")
                .Require(
                    !BatchNormalization || ContinueFrom is null, nameof(BatchNormalization), BatchNormalization,
                    "false with ContinueFrom, for in a fitted network the normalization is folded into the weights")
                .Require(
                    !BatchNormalization || BatchSize != 1, nameof(BatchNormalization), BatchNormalization,
                    "false with BatchSize 1, for one row has no variance")
                .Require(LabelSmoothing is >= 0 and < 1, nameof(LabelSmoothing), LabelSmoothing, "at least 0 and below 1")
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

        private protected override void CopyReferences()
        {
            HiddenLayers = [.. HiddenLayers];
            LayerDropout = LayerDropout is null ? null : [.. LayerDropout];
            ClassWeights = ClassWeights?.Copy();
        }
    }
}
