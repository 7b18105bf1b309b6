using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Trainers;

public sealed partial class SoftmaxRegressionTrainer
{
    /// <summary>The options of softmax regression.</summary>
    /// <inheritdoc cref="NetworkTrainerOptions" path="/remarks"/>
    public sealed class Options : NetworkTrainerOptions
    {
        /// <summary>Makes options with the defaults.</summary>
        public Options() => LearningRate = 0.1f;

        /// <summary>
        /// Label smoothing: the network is to give the labelled class this much less than certainty, and the rest to all classes alike.
        /// </summary>
        /// <remarks>
        /// Unit: probability. Range: at least 0 and below 1. Default: 0. Source: Szegedy et al. 2016, "Rethinking the Inception
        /// Architecture for Computer Vision", section 7.
        /// </remarks>
        public float LabelSmoothing { get; set; }

        /// <summary>How much the rows of each class count.</summary>
        /// <remarks>
        /// Unit: rows. Range: <see cref="Trainers.ClassWeights.Balanced"/>, weights by class, or null. Default: null, all the same.
        /// Source: King and Zeng 2001, "Logistic Regression in Rare Events Data".
        /// </remarks>
        public ClassWeights? ClassWeights { get; set; }

        private protected override void Check(OptionChecks checks)
        {
            base.Check(checks);
            checks.Require(LabelSmoothing is >= 0 and < 1, nameof(LabelSmoothing), LabelSmoothing, "at least 0 and below 1");
        }

        private protected override void CopyReferences() => ClassWeights = ClassWeights?.Copy();
    }
}
