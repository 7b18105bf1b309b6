using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Tasks;
using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Trainers;

/// <summary>
/// Trains a multi-layer perceptron for regression: the label is a number, and so is the score. The label is standardized inside, and
/// the model undoes it.
/// </summary>
public sealed class MlpRegressionTrainer : NetworkTrainer<RegressionNetworkTransformer, RegressionNetworkModelParameters>
{
    private readonly MlpTrainer.Options _options;

    /// <summary>Makes a trainer.</summary>
    /// <param name="env">The <see cref="Microsoft.ML.MLContext"/>.</param>
    /// <param name="options">The options; the defaults, if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">Options are out of range.</exception>
    public MlpRegressionTrainer(IHostEnvironment env, MlpTrainer.Options? options = null)
        : this(
            InternalsGuard.Check(env),
            NetworkTrainerOptions.CheckAndCopy(options, nameof(MlpRegressionTrainer)),
            nameof(MlpRegressionTrainer))
    {
    }

    internal MlpRegressionTrainer(IHostEnvironment env, MlpTrainer.Options options, string name)
        : base(
            env, name, options,
            new RegressionTask(new RegressionOptions(options.RegressionLoss, options.HuberDelta, options.Quantile))) => _options = options;

    private protected override NetworkArchitecture CreateArchitecture(InputColumns columns, int outputs, Recipe recipe) =>
        _options.CreateArchitecture(columns, outputs, recipe);
}
