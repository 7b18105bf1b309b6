using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Data;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Trainers.Tasks;

/// <summary>What makes a task: the label it wants, the columns it gives, and how it turns rows into something to be minimized.</summary>
/// <typeparam name="TTransformer">The fitted transformer.</typeparam>
/// <typeparam name="TModel">The model parameters.</typeparam>
internal abstract class NetworkTask<TTransformer, TModel>
    where TModel : class
{
    /// <summary>The task as ML.NET calls it.</summary>
    public abstract PredictionKind Kind { get; }

    /// <summary>Whether the label is a number.</summary>
    public bool IsRegression => Kind == PredictionKind.Regression;

    /// <summary>What the label must be, and how to get there.</summary>
    public abstract string LabelRequirement { get; }

    /// <summary>The task in the words of a message, such as "regression".</summary>
    public abstract string Name { get; }

    /// <summary>The metrics that may be asked for; the first goes into the history when only the loss is.</summary>
    public abstract IReadOnlyList<ValidationMetric> Metrics { get; }

    /// <summary>The label column, as a trainer states it.</summary>
    public abstract SchemaShape.Column Label(string name);

    /// <summary>Whether a column will do as label.</summary>
    public abstract bool Accepts(SchemaShape.Column label);

    /// <summary>The columns that the fitted model adds.</summary>
    public abstract SchemaShape.Column[] OutputColumns(SchemaShape inputSchema, string labelColumn);

    /// <summary>Refuses options that the task has no use for.</summary>
    public virtual void Check(OptionChecks checks, NetworkTrainerOptions options) => checks.Require(
        options.ValidationMetric == ValidationMetric.Loss || Metrics.Contains(options.ValidationMetric), nameof(options.ValidationMetric),
        options.ValidationMetric, $"Loss or one of {string.Join(", ", Metrics)} in {Name}");

    /// <summary>Refuses rows that cannot be learned from, before any are split off.</summary>
    public virtual void CheckRows(DataViewSchema.Column label, TrainingSet data, IExceptionContext context, IChannel channel)
    {
    }

    /// <summary>What rows are alike by when some of them are split off, or null where all are.</summary>
    public virtual Func<float, int>? Strata => null;

    /// <summary>Gets the training rows ready: their targets become what the network is to give.</summary>
    /// <param name="label">The label column.</param>
    /// <param name="data">The training rows.</param>
    /// <param name="from">The model to go on from, if any.</param>
    /// <param name="metric">The metric of the validation rows.</param>
    /// <param name="context">Where refusals come from.</param>
    public abstract PreparedTask<TModel> Prepare(
        DataViewSchema.Column label, TrainingSet data, TModel? from, ValidationMetric metric, IExceptionContext context);

    /// <summary>Makes the transformer of a model.</summary>
    public abstract TTransformer MakeTransformer(
        IHost host, TModel model, DataViewSchema trainSchema, string featureColumn, string labelColumn);
}
