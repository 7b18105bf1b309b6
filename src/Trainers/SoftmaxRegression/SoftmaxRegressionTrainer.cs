using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Tasks;
using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Trainers;

/// <summary>
/// Trains softmax regression, also called multinomial logistic regression: the probability of each class is the softmax of a linear
/// function of the features. The label is a key, the score the vector of probabilities.
/// </summary>
/// <remarks>
/// What is minimized is the mean cross-entropy of a row plus WeightDecay / 2 * the sum of the squared weights, a convex problem; by
/// mini-batches. The features are standardized first, and those of two values become 0 and 1. The fitted weights and biases, in the
/// features' own units, are read by
/// <c>model.GetLinearCoefficients()</c>.
/// </remarks>
public sealed partial class SoftmaxRegressionTrainer : NetworkTrainer<MulticlassNetworkTransformer, MulticlassNetworkModelParameters>
{
    /// <summary>Makes a trainer.</summary>
    /// <param name="env">The <see cref="Microsoft.ML.MLContext"/>.</param>
    /// <param name="options">The options; the defaults, if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">Options are out of range.</exception>
    public SoftmaxRegressionTrainer(IHostEnvironment env, Options? options = null)
        : this(NetworkTrainerOptions.CheckAndCopy(options, nameof(SoftmaxRegressionTrainer)), InternalsGuard.Check(env))
    {
    }

    private SoftmaxRegressionTrainer(Options options, IHostEnvironment env)
        : base(
            env, nameof(SoftmaxRegressionTrainer), options,
            new MulticlassTask(new ClassificationOptions(options.LabelSmoothing, options.ClassWeights)))
    {
    }

    private protected override bool ClipsFeatures => false;

    private protected override NetworkArchitecture CreateArchitecture(InputColumns columns, int outputs, Recipe recipe) =>
        NetworkArchitecture.Linear(columns.Count, outputs);
}
