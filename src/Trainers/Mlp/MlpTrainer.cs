using Microsoft.ML;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Trainers;

/// <summary>
/// Trains a multi-layer perceptron, a neural network of fully connected layers, for the task that the label column's type
/// tells: a key means multiclass classification.
/// </summary>
/// <remarks>
/// The features need no normalization: the model standardizes them itself. Missing values must be replaced first. Where the
/// task is known, <see cref="MlpMulticlassTrainer"/> has the more precise type.
/// </remarks>
public sealed partial class MlpTrainer : ITrainerEstimator<ISingleFeaturePredictionTransformer<object>, object>
{
    private readonly MlpMulticlassTrainer _multiclass;

    /// <summary>Makes a trainer.</summary>
    /// <param name="env">The <see cref="MLContext"/>.</param>
    /// <param name="options">The options; the defaults, if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">Options are out of range.</exception>
    public MlpTrainer(IHostEnvironment env, Options? options = null)
        : this(InternalsGuard.Check(env), (options ?? new Options()).CheckAndCopy(nameof(MlpTrainer)), nameof(MlpTrainer))
    {
    }

    private MlpTrainer(IHostEnvironment env, Options options, string name) =>
        _multiclass = new MlpMulticlassTrainer(env, options, name);

    /// <summary>What the trainer asks of a pipeline: neither normalization nor caching is needed.</summary>
    public TrainerInfo Info => _multiclass.Info;

    /// <summary>Trains on the data.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    /// <exception cref="InvalidOperationException">The data cannot be trained on; the message says why.</exception>
    public ISingleFeaturePredictionTransformer<object> Fit(IDataView input) => _multiclass.Fit(input);

    /// <summary>The columns that the fitted model gives.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _multiclass.GetOutputSchema(inputSchema);
}
