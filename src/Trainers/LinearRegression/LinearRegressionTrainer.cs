using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Tasks;
using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Trainers;

/// <summary>Trains linear regression by least squares, with mini-batches. The label is a number, and so is the score.</summary>
/// <remarks>
/// What is minimized is the mean squared error of the standardized label plus WeightDecay / 2 * the sum of the squared weights, the
/// features being standardized too, and those of two values becoming 0 and 1. The fitted weights and the bias, in the units of features
/// and label, are read by
/// <c>model.GetLinearCoefficients()</c>.
/// </remarks>
public sealed partial class LinearRegressionTrainer : NetworkTrainer<RegressionNetworkTransformer, RegressionNetworkModelParameters>
{
    /// <summary>Makes a trainer.</summary>
    /// <param name="env">The <see cref="Microsoft.ML.MLContext"/>.</param>
    /// <param name="options">The options; the defaults, if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">Options are out of range.</exception>
    public LinearRegressionTrainer(IHostEnvironment env, Options? options = null)
        : this(NetworkTrainerOptions.CheckAndCopy(options, nameof(LinearRegressionTrainer)), InternalsGuard.Check(env))
    {
    }

    private LinearRegressionTrainer(Options options, IHostEnvironment env)
        : base(env, nameof(LinearRegressionTrainer), options, new RegressionTask(new RegressionOptions()))
    {
    }

    private protected override bool ClipsFeatures => false;

    private protected override NetworkArchitecture CreateArchitecture(InputColumns columns, int outputs, Recipe recipe) =>
        NetworkArchitecture.Linear(columns.Count, outputs);
}
