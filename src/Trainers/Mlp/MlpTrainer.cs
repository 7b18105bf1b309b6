using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlNetDl.Trainers.Tasks;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Trainers;

/// <summary>
/// Trains a multi-layer perceptron, a neural network of fully connected layers, for the task that the label column's type
/// tells: a key means multiclass classification, a Boolean binary classification, a Single regression.
/// </summary>
/// <remarks>
/// The features need no normalization: the model standardizes them itself. Missing values must be replaced first. Where the
/// task is known, <see cref="MlpMulticlassTrainer"/>, <see cref="MlpBinaryTrainer"/> and <see cref="MlpRegressionTrainer"/> have
/// the more precise types.
/// </remarks>
public sealed partial class MlpTrainer : ITrainerEstimator<ISingleFeaturePredictionTransformer<object>, object>
{
    private const string LabelRequirement =
        "a key for multiclass classification, a Boolean for binary classification, or a Single for regression. Append " +
        "mlContext.Transforms.Conversion.MapValueToKey for it before the trainer, or ConvertType";

    private readonly IHostEnvironment _env;
    private readonly Options _options;

    /// <summary>Makes a trainer.</summary>
    /// <param name="env">The <see cref="MLContext"/>.</param>
    /// <param name="options">The options; the defaults, if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">Options are out of range.</exception>
    public MlpTrainer(IHostEnvironment env, Options? options = null)
    {
        _env = InternalsGuard.Check(env);
        _options = NetworkTrainerOptions.CheckAndCopy(options, nameof(MlpTrainer));
    }

    /// <summary>What the trainer asks of a pipeline: neither normalization nor caching is needed.</summary>
    public TrainerInfo Info => NetworkTrainerInfo.Value;

    /// <summary>Trains on the data.</summary>
    /// <exception cref="ArgumentNullException">The data is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A column is missing or has the wrong type, or options are set that the task has no use for.
    /// </exception>
    /// <exception cref="InvalidOperationException">The data cannot be trained on; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The execution of the context was cancelled.</exception>
    /// <exception cref="DllNotFoundException">The application has no libtorch: it lacks a package such as TorchSharp-cpu.</exception>
    public ISingleFeaturePredictionTransformer<object> Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return TrainerOf(SchemaShape.Create(input.Schema)).Fit(input);
    }

    /// <summary>
    /// Trains on the data, and measures after each epoch on validation rows, by which early stopping then keeps the best epoch's
    /// parameters.
    /// </summary>
    /// <param name="trainData">The rows to train on.</param>
    /// <param name="validationData">The rows to validate on, made by the same steps: with the same columns, and the same keys for the
    /// classes.</param>
    /// <inheritdoc cref="Fit(IDataView)" path="/exception"/>
    public ISingleFeaturePredictionTransformer<object> Fit(IDataView trainData, IDataView validationData)
    {
        ArgumentNullException.ThrowIfNull(trainData);
        return TrainerOf(SchemaShape.Create(trainData.Schema)).Fit(trainData, validationData);
    }

    /// <summary>The columns that the fitted model gives.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A column is missing or has the wrong type, or options are set that the task has no use for.
    /// </exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return TrainerOf(inputSchema).GetOutputSchema(inputSchema);
    }

    /// <summary>The trainer of the task that the label column tells; if it tells none, one that refuses the label.</summary>
    private IValidatingEstimator<ISingleFeaturePredictionTransformer<object>> TrainerOf(SchemaShape schema)
    {
        const string Name = nameof(MlpTrainer);
        if (schema.TryFindColumn(_options.LabelColumnName, out var label) && label.Kind == SchemaShape.Column.VectorKind.Scalar)
        {
            if (label.IsKey)
                return new MlpMulticlassTrainer(_env, _options, Name, LabelRequirement);
            if (label.ItemType is BooleanDataViewType)
                return new MlpBinaryTrainer(_env, _options, Name);
            if (label.ItemType == NumberDataViewType.Single)
                return new MlpRegressionTrainer(_env, _options, Name);
        }

        // Without the other options, which may be of a task that this one would refuse them for.
        var columns = new Options { LabelColumnName = _options.LabelColumnName, FeatureColumnName = _options.FeatureColumnName };
        return new MlpMulticlassTrainer(_env, columns, Name, LabelRequirement);
    }
}
