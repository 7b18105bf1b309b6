using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.ModelSelection.Search;

namespace MlNetDl.ModelSelection;

/// <summary>How the scored rows of a fold become metrics, and which direction is better in each.</summary>
/// <remarks>The metrics of ML.NET's evaluators are there under their own names: <c>nameof(RegressionMetrics.RSquared)</c>.</remarks>
public sealed class StudyMetrics
{
    private static readonly Dictionary<string, MetricDirection> _binary = new()
    {
        [nameof(CalibratedBinaryClassificationMetrics.LogLoss)] = MetricDirection.Minimize,
        [nameof(CalibratedBinaryClassificationMetrics.LogLossReduction)] = MetricDirection.Maximize,
        [nameof(BinaryClassificationMetrics.Accuracy)] = MetricDirection.Maximize,
        [nameof(BinaryClassificationMetrics.AreaUnderRocCurve)] = MetricDirection.Maximize,
        [nameof(BinaryClassificationMetrics.AreaUnderPrecisionRecallCurve)] = MetricDirection.Maximize,
        [nameof(BinaryClassificationMetrics.F1Score)] = MetricDirection.Maximize,
        [nameof(BinaryClassificationMetrics.PositivePrecision)] = MetricDirection.Maximize,
        [nameof(BinaryClassificationMetrics.PositiveRecall)] = MetricDirection.Maximize,
        [nameof(BinaryClassificationMetrics.NegativePrecision)] = MetricDirection.Maximize,
        [nameof(BinaryClassificationMetrics.NegativeRecall)] = MetricDirection.Maximize,
    };

    private static readonly Dictionary<string, MetricDirection> _multiclass = new()
    {
        [nameof(MulticlassClassificationMetrics.LogLoss)] = MetricDirection.Minimize,
        [nameof(MulticlassClassificationMetrics.LogLossReduction)] = MetricDirection.Maximize,
        [nameof(MulticlassClassificationMetrics.MicroAccuracy)] = MetricDirection.Maximize,
        [nameof(MulticlassClassificationMetrics.MacroAccuracy)] = MetricDirection.Maximize,
    };

    private static readonly Dictionary<string, MetricDirection> _regression = new()
    {
        [nameof(RegressionMetrics.RootMeanSquaredError)] = MetricDirection.Minimize,
        [nameof(RegressionMetrics.MeanSquaredError)] = MetricDirection.Minimize,
        [nameof(RegressionMetrics.MeanAbsoluteError)] = MetricDirection.Minimize,
        [nameof(RegressionMetrics.RSquared)] = MetricDirection.Maximize,
    };

    private readonly Func<MLContext, IDataView, IReadOnlyDictionary<string, double>> _evaluate;

    /// <summary>Makes metrics of your own.</summary>
    /// <param name="directions">The direction of each metric, by name.</param>
    /// <param name="defaultMetric">The one that a search goes by unless told otherwise.</param>
    /// <param name="evaluate">
    /// The metrics of scored rows, by name. One that cannot be had from them is left out: it never wins. Called from several threads at
    /// once.
    /// </param>
    /// <exception cref="ArgumentException">The default is none of the metrics.</exception>
    public StudyMetrics(
        IReadOnlyDictionary<string, MetricDirection> directions,
        string defaultMetric,
        Func<MLContext, IDataView, IReadOnlyDictionary<string, double>> evaluate)
    {
        ArgumentNullException.ThrowIfNull(directions);
        ArgumentNullException.ThrowIfNull(evaluate);
        Directions = new Dictionary<string, MetricDirection>(directions);
        Default = defaultMetric;
        _evaluate = evaluate;
        _ = DirectionOf(defaultMetric);
    }

    /// <summary>The direction of each metric, by name.</summary>
    public IReadOnlyDictionary<string, MetricDirection> Directions { get; }

    /// <summary>The metric that a search goes by unless told otherwise.</summary>
    public string Default { get; }

    /// <summary>Those of two classes; of a pipeline without probabilities, those that need none. The default is the log-loss.</summary>
    /// <param name="labelColumnName">The label, a Boolean.</param>
    public static StudyMetrics OfBinaryClassification(string labelColumnName = "Label") => new(
        _binary, nameof(CalibratedBinaryClassificationMetrics.LogLoss), (mlContext, scored) =>
            NamedMetrics.OfBinary(mlContext, scored, labelColumnName));

    /// <summary>Those of several classes. The default is the log-loss.</summary>
    /// <param name="labelColumnName">The label, a key.</param>
    public static StudyMetrics OfMulticlassClassification(string labelColumnName = "Label") => new(
        _multiclass, nameof(MulticlassClassificationMetrics.LogLoss), (mlContext, scored) =>
            NamedMetrics.Of(mlContext.MulticlassClassification.Evaluate(scored, labelColumnName), _multiclass.Keys));

    /// <summary>Those of regression. The default is the root mean squared error.</summary>
    /// <param name="labelColumnName">The label, a Single.</param>
    public static StudyMetrics OfRegression(string labelColumnName = "Label") => new(
        _regression, nameof(RegressionMetrics.RootMeanSquaredError), (mlContext, scored) =>
            NamedMetrics.Of(mlContext.Regression.Evaluate(scored, labelColumnName), _regression.Keys));

    /// <summary>The direction of a metric.</summary>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    public MetricDirection DirectionOf(string metric) => Directions.TryGetValue(metric, out var direction)
        ? direction
        : throw new ArgumentException(
            $"Metric is '{metric}'; it must be one of {string.Join(", ", Directions.Keys)}.", nameof(metric));

    internal IReadOnlyDictionary<string, double> Evaluate(MLContext mlContext, IDataView scored) => _evaluate(mlContext, scored);
}
