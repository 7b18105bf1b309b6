using Microsoft.ML;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace MlNetDl.Trainers;

/// <summary>What the trainers of networks have in common: the roles of the columns, and the checks of the schema.</summary>
/// <typeparam name="TTransformer">The fitted transformer.</typeparam>
/// <typeparam name="TModel">The model parameters.</typeparam>
public abstract class NetworkTrainer<TTransformer, TModel> : TrainerEstimatorBase<TTransformer, TModel>, IEstimator<TTransformer>
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    private readonly string _name;

    private protected NetworkTrainer(IHostEnvironment env, string name, string featureColumn, SchemaShape.Column label)
        : base(env.Register(name), TrainerUtils.MakeR4VecFeature(featureColumn), label) => _name = name;

    /// <summary>What the trainer asks of a pipeline: neither normalization nor caching is needed.</summary>
    public override TrainerInfo Info { get; } = new(normalization: false, calibration: false, caching: false);

    /// <summary>What the label column must be, with the remedy.</summary>
    private protected abstract string LabelRequirement { get; }

    /// <summary>Trains on the data.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    /// <exception cref="InvalidOperationException">The data cannot be trained on; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The execution of the context was cancelled.</exception>
    /// <exception cref="DllNotFoundException">The application has no libtorch: it lacks a package such as TorchSharp-cpu.</exception>
    public new TTransformer Fit(IDataView input)
    {
        Host.CheckValue(input, nameof(input));
        CheckSchema(SchemaShape.Create(input.Schema), nameof(input));
        return base.Fit(input);
    }

    /// <summary>The columns that the fitted model gives.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    public new SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        CheckSchema(inputSchema, nameof(inputSchema));
        return base.GetOutputSchema(inputSchema);
    }

    /// <inheritdoc/>
    protected override void CheckLabelCompatible(SchemaShape.Column labelCol)
    {
        if (!LabelColumn.IsCompatibleWith(labelCol))
            throw WrongType("Label", labelCol, LabelRequirement, nameof(labelCol));
    }

    /// <summary>As the base class does, but the messages say what to do.</summary>
    private void CheckSchema(SchemaShape schema, string parameter)
    {
        const string FeatureRequirement =
            "a vector of Single of known size. Append mlContext.Transforms.Concatenate for it before the trainer, " +
            "after converting and encoding what is not Single";
        if (!schema.TryFindColumn(FeatureColumn.Name, out var feature))
            throw Missing("Feature", FeatureColumn.Name, FeatureRequirement, "FeatureColumnName", schema, parameter);
        if (!FeatureColumn.IsCompatibleWith(feature))
            throw WrongType("Feature", feature, FeatureRequirement, parameter);
        if (!schema.TryFindColumn(LabelColumn.Name, out var label))
            throw Missing("Label", LabelColumn.Name, LabelRequirement, "LabelColumnName", schema, parameter);
        if (!LabelColumn.IsCompatibleWith(label))
            throw WrongType("Label", label, LabelRequirement, parameter);
    }

    private Exception Missing(string role, string column, string requirement, string option, SchemaShape schema, string parameter) =>
        Host.ExceptParam(parameter,
            $"{_name}: {role} column '{column}' is missing; it must be {requirement}, or set {option} to one of the columns: " +
            $"{string.Join(", ", schema.Select(c => $"'{c.Name}'"))}.");

    private Exception WrongType(string role, SchemaShape.Column column, string requirement, string parameter) =>
        Host.ExceptParam(parameter, $"{_name}: {role} column '{column.Name}' is {column.GetTypeString()}; it must be {requirement}.");
}
