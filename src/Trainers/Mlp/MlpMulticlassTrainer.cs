using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Tasks;
using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Trainers;

/// <summary>
/// Trains a multi-layer perceptron for multiclass classification: the label is a key, the score a vector of probabilities.
/// </summary>
public sealed class MlpMulticlassTrainer : NetworkTrainer<MulticlassNetworkTransformer, MulticlassNetworkModelParameters>
{
    private readonly MlpTrainer.Options _options;

    /// <summary>Makes a trainer.</summary>
    /// <param name="env">The <see cref="Microsoft.ML.MLContext"/>.</param>
    /// <param name="options">The options; the defaults, if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">Options are out of range.</exception>
    public MlpMulticlassTrainer(IHostEnvironment env, MlpTrainer.Options? options = null)
        : this(
            InternalsGuard.Check(env),
            NetworkTrainerOptions.CheckAndCopy(options, nameof(MlpMulticlassTrainer)),
            nameof(MlpMulticlassTrainer))
    {
    }

    internal MlpMulticlassTrainer(IHostEnvironment env, MlpTrainer.Options options, string name, string? labelRequirement = null)
        : base(
            env, name, options,
            new MulticlassTask(new ClassificationOptions(options.LabelSmoothing, options.ClassWeights), labelRequirement)) =>
        _options = options;

    private protected override NetworkArchitecture CreateArchitecture(InputColumns columns, int outputs, Recipe recipe) =>
        _options.CreateArchitecture(columns, outputs, recipe);
}
