using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Tasks;
using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Trainers;

/// <summary>
/// Trains a multi-layer perceptron for binary classification: the label is a Boolean, the score the log-odds of true, beside its
/// probability.
/// </summary>
public sealed class MlpBinaryTrainer : NetworkTrainer<BinaryNetworkTransformer, BinaryNetworkModelParameters>
{
    private readonly MlpTrainer.Options _options;

    /// <summary>Makes a trainer.</summary>
    /// <param name="env">The <see cref="Microsoft.ML.MLContext"/>.</param>
    /// <param name="options">The options; the defaults, if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">Options are out of range.</exception>
    public MlpBinaryTrainer(IHostEnvironment env, MlpTrainer.Options? options = null)
        : this(
            InternalsGuard.Check(env),
            NetworkTrainerOptions.CheckAndCopy(options, nameof(MlpBinaryTrainer)),
            nameof(MlpBinaryTrainer))
    {
    }

    internal MlpBinaryTrainer(IHostEnvironment env, MlpTrainer.Options options, string name)
        : base(
            env, name, options,
            new BinaryTask(new ClassificationOptions(options.LabelSmoothing, options.ClassWeights))) => _options = options;

    private protected override NetworkArchitecture CreateArchitecture(InputColumns columns, int outputs, Recipe recipe) =>
        _options.CreateArchitecture(columns, outputs, recipe);
}
