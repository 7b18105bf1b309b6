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
        _options = (Options)(options ?? new Options()).CheckAndCopy(nameof(MlpTrainer));
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
        return TaskOf(SchemaShape.Create(input.Schema)) switch
        {
            PredictionKind.BinaryClassification => Binary().Fit(input),
            PredictionKind.Regression => Regression().Fit(input),
            PredictionKind.MulticlassClassification => Multiclass().Fit(input),
            _ => Refusing().Fit(input),
        };
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
        return TaskOf(SchemaShape.Create(trainData.Schema)) switch
        {
            PredictionKind.BinaryClassification => Binary().Fit(trainData, validationData),
            PredictionKind.Regression => Regression().Fit(trainData, validationData),
            PredictionKind.MulticlassClassification => Multiclass().Fit(trainData, validationData),
            _ => Refusing().Fit(trainData, validationData),
        };
    }

    /// <summary>The columns that the fitted model gives.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A column is missing or has the wrong type, or options are set that the task has no use for.
    /// </exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return TaskOf(inputSchema) switch
        {
            PredictionKind.BinaryClassification => Binary().GetOutputSchema(inputSchema),
            PredictionKind.Regression => Regression().GetOutputSchema(inputSchema),
            PredictionKind.MulticlassClassification => Multiclass().GetOutputSchema(inputSchema),
            _ => Refusing().GetOutputSchema(inputSchema),
        };
    }

    /// <summary>The task that the label column tells; null, if it tells none.</summary>
    private PredictionKind? TaskOf(SchemaShape schema)
    {
        if (!schema.TryFindColumn(_options.LabelColumnName, out var label) || label.Kind != SchemaShape.Column.VectorKind.Scalar)
            return null;
        if (label.IsKey)
            return PredictionKind.MulticlassClassification;
        return label.ItemType switch
        {
            BooleanDataViewType => PredictionKind.BinaryClassification,
            NumberDataViewType number when number == NumberDataViewType.Single => PredictionKind.Regression,
            _ => null,
        };
    }

    private MlpMulticlassTrainer Multiclass() => new(_env, _options, nameof(MlpTrainer), LabelRequirement);

    private MlpBinaryTrainer Binary() => new(_env, _options, nameof(MlpTrainer));

    private MlpRegressionTrainer Regression() => new(_env, _options, nameof(MlpTrainer));

    /// <summary>Refuses a label that tells no task, whatever the other options are.</summary>
    private MlpMulticlassTrainer Refusing() => new(
        _env, new Options { LabelColumnName = _options.LabelColumnName, FeatureColumnName = _options.FeatureColumnName },
        nameof(MlpTrainer), LabelRequirement);
}
