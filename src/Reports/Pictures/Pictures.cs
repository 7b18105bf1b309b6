using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.ModelSelection;
using MlNetDl.Trainers;

namespace MlNetDl.Reports;

/// <summary>Pictures of training, of metrics and of models.</summary>
public static partial class Pictures
{
    /// <summary>A training run, epoch by epoch.</summary>
    public static Picture TrainingHistory(TrainingHistory history, HistoryCurve curve = HistoryCurve.Loss, string? title = null) =>
        throw new NotImplementedException();

    /// <summary>A metric over the number of training rows.</summary>
    public static Picture LearningCurve(IReadOnlyList<CurvePoint<int>> points, string metric, string? title = null) =>
        throw new NotImplementedException();

    /// <summary>A metric over an option's values.</summary>
    public static Picture ValidationCurve<TValue>(
        IReadOnlyList<CurvePoint<TValue>> points, string option, string metric, string? title = null) =>
        throw new NotImplementedException();

    /// <summary>Actual classes against predicted ones.</summary>
    public static Picture ConfusionMatrix(ConfusionMatrix matrix, IReadOnlyList<string>? classNames = null, string? title = null) =>
        throw new NotImplementedException();

    /// <summary>The receiver operating characteristic of a binary model.</summary>
    public static Picture Roc(IDataView scored, string labelColumnName = "Label", string scoreColumnName = "Score", string? title = null) =>
        throw new NotImplementedException();

    /// <summary>Precision against recall of a binary model.</summary>
    public static Picture PrecisionRecall(
        IDataView scored, string labelColumnName = "Label", string scoreColumnName = "Score", string? title = null) =>
        throw new NotImplementedException();

    /// <summary>How often what is predicted with a probability is so.</summary>
    public static Picture Calibration(
        IDataView scored, string labelColumnName = "Label", string probabilityColumnName = "Probability", int numberOfBins = 10,
        string? title = null) =>
        throw new NotImplementedException();

    /// <summary>Predictions against labels of a regression.</summary>
    public static Picture PredictedAgainstActual(
        IDataView scored, string labelColumnName = "Label", string scoreColumnName = "Score", string? title = null) =>
        throw new NotImplementedException();

    /// <summary>Errors against predictions of a regression.</summary>
    public static Picture Residuals(
        IDataView scored, string labelColumnName = "Label", string scoreColumnName = "Score", string? title = null) =>
        throw new NotImplementedException();

    /// <summary>What each column is worth to a model, by <c>PermutationColumnImportance</c>.</summary>
    public static Picture Importance<TStatistics>(
        IReadOnlyDictionary<string, TStatistics> importance, Func<TStatistics, MetricStatistics> metric, string metricName,
        int numberOfColumns = 20, string? title = null) =>
        throw new NotImplementedException();

    /// <summary>What a model predicts over two features: two columns, or the two slots of one.</summary>
    public static Picture DecisionRegions(
        ITransformer model, IDataView data, string[] columns, string? labelColumnName = "Label", string? title = null) =>
        throw new NotImplementedException();
}
