using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Trainers;

public sealed partial class MlpTrainer
{
    /// <summary>
    /// The options of the multi-layer perceptron trainers. They are checked and copied when a trainer is made; changing them
    /// later changes nothing.
    /// </summary>
    public sealed class Options
    {
        /// <summary>The name of the label column. Default: <c>Label</c>.</summary>
        public string LabelColumnName { get; set; } = "Label";

        /// <summary>The name of the feature column, a vector of <see cref="float"/> of known size. Default: <c>Features</c>.</summary>
        public string FeatureColumnName { get; set; } = "Features";

        /// <summary>
        /// The number of units of each hidden layer, in order; each at least 1. Without any, the network is linear.
        /// Default: two layers of 128.
        /// </summary>
#pragma warning disable CA1819 // An array, as ML.NET's options have it; a trainer copies it.
        public int[] HiddenLayers { get; set; } = [128, 128];
#pragma warning restore CA1819

        /// <summary>The activation of the hidden layers. Default: <see cref="Activation.ReLU"/>.</summary>
        public Activation Activation { get; set; } = Activation.ReLU;

        /// <summary>
        /// The probability that a hidden unit is dropped in a training step; at least 0 and below 1. Default: 0.1.
        /// </summary>
        public float Dropout { get; set; } = 0.1f;

        /// <summary>
        /// Decoupled weight decay, lambda: each step first multiplies the weights, not the biases, by 1 - learning rate *
        /// lambda. At least 0, and its product with the learning rate below 1. It acts in the space in which training happens, that of standardized features. Default: 1.
        /// </summary>
        public float WeightDecay { get; set; } = 1f;

        /// <summary>
        /// The learning rate of Adam at the first step, from where it falls to zero along half a cosine; above 0.
        /// Default: 0.003.
        /// </summary>
        public float LearningRate { get; set; } = 0.003f;

        /// <summary>
        /// The number of rows of a training step; at least 1, and more than there are means all. Default, null: from 16 on
        /// small sets to 256 on large ones, the power of two nearest to a thirtieth of the rows.
        /// </summary>
        public int? BatchSize { get; set; }

        /// <summary>
        /// The number of passes over the training rows; at least 1. Default, null: as many as make 2,000 steps, but 20 at
        /// least.
        /// </summary>
        public int? NumberOfEpochs { get; set; }

        /// <summary>
        /// The seed of the first parameters, the order of the rows, and dropout. The same seed and data give the same model,
        /// to the bit, on processors of the same kind. Default, null: the seed of the <c>MLContext</c>, and without that a new one for each fit.
        /// </summary>
        public int? Seed { get; set; }

        /// <summary>
        /// Told after each epoch, on the thread that fits; an exception it throws ends the fit. (The framework's own
        /// <see cref="Progress{T}"/> passes reports on to other threads, where they may come late.) The same goes to
        /// <c>MLContext.Log</c>. Default: nobody.
        /// </summary>
        public IProgress<TrainingProgress>? Progress { get; set; }

        /// <summary>Checks all options.</summary>
        /// <param name="trainer">The trainer's name, for the message.</param>
        /// <returns>A copy.</returns>
        /// <exception cref="ArgumentOutOfRangeException">Options are out of range; a line for each.</exception>
        internal Options CheckAndCopy(string trainer)
        {
            new OptionChecks(trainer)
                .Require(!string.IsNullOrWhiteSpace(LabelColumnName), nameof(LabelColumnName), LabelColumnName, "the name of a column")
                .Require(!string.IsNullOrWhiteSpace(FeatureColumnName), nameof(FeatureColumnName), FeatureColumnName, "the name of a column")
                .Require(HiddenLayers?.All(units => units >= 1) == true, nameof(HiddenLayers), HiddenLayers, "a list of numbers of at least 1")
                .Require(Enum.IsDefined(Activation), nameof(Activation), Activation, $"one of {string.Join(", ", Enum.GetNames<Activation>())}")
                .Require(Dropout is >= 0 and < 1, nameof(Dropout), Dropout, "at least 0 and below 1")
                .Require(WeightDecay >= 0 && float.IsFinite(WeightDecay), nameof(WeightDecay), WeightDecay, "at least 0 and finite")
                .Require(LearningRate > 0 && float.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "above 0 and finite")
                .Require(
                    !float.IsFinite(LearningRate) || !float.IsFinite(WeightDecay) || LearningRate * WeightDecay < 1,
                    "LearningRate * WeightDecay", LearningRate * WeightDecay, "below 1, for each step multiplies the weights by 1 less that")
                .Require(BatchSize is null or >= 1, nameof(BatchSize), BatchSize, "at least 1, or null")
                .Require(NumberOfEpochs is null or >= 1, nameof(NumberOfEpochs), NumberOfEpochs, "at least 1, or null")
                .ThrowIfViolated("options");

            var copy = (Options)MemberwiseClone();
            copy.HiddenLayers = [.. HiddenLayers!];
            return copy;
        }

        /// <summary>The batch size for so many rows.</summary>
        internal int ResolveBatchSize(int rows) =>
            Math.Min(rows, BatchSize ?? 1 << (int)Math.Clamp(Math.Round(Math.Log2(rows / 30.0)), 4, 8));

        /// <summary>The number of epochs for so many rows.</summary>
        internal int ResolveNumberOfEpochs(int rows) =>
            NumberOfEpochs ?? (int)Math.Max(20, Math.Round(2000.0 * ResolveBatchSize(rows) / rows));
    }
}
