using MlNetDl.ModelSelection;
using MlNetDl.ModelSelection.CrossValidation;
using MlNetDl.ModelSelection.Splits;
using MlNetDl.Transforms.MlNet;

namespace Microsoft.ML;

/// <summary>What the results of cross-validation come to.</summary>
public static class CrossValidationResultExtensions
{
    /// <summary>The mean of a metric, its spread over the folds, and an interval that holds what is to be expected.</summary>
    /// <typeparam name="TMetrics">The metrics.</typeparam>
    /// <param name="results">The results, of one or several repeats.</param>
    /// <param name="folds">The folds they come from.</param>
    /// <param name="metric">The metric, as in <c>metrics => metrics.MacroAccuracy</c>.</param>
    /// <param name="confidenceLevel">The level of confidence of the interval, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two results, or not one a fold.</exception>
    public static MetricSummary Summarize<TMetrics>(
        this IReadOnlyList<TrainCatalogBase.CrossValidationResult<TMetrics>> results,
        IReadOnlyList<DataOperationsCatalog.TrainTestData> folds, Func<TMetrics, double> metric, double confidenceLevel = 0.95)
        where TMetrics : class
    {
        Check(nameof(Summarize), results, nameof(results), folds, metric, confidenceLevel);
        return Summarize([.. results.Select(result => metric(result.Metrics))], folds, confidenceLevel);
    }

    /// <summary>Compares two pipelines on the same folds, and tells whether the difference is more than noise.</summary>
    /// <typeparam name="TMetrics">The metrics.</typeparam>
    /// <param name="results">The results of the first.</param>
    /// <param name="others">The results of the second.</param>
    /// <param name="folds">The folds both come from, of one or several repeats.</param>
    /// <param name="metric">The metric, as in <c>metrics => metrics.MacroAccuracy</c>.</param>
    /// <param name="confidenceLevel">The level of confidence, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two results, or not one a fold of each.</exception>
    public static PairedComparison CompareWith<TMetrics>(
        this IReadOnlyList<TrainCatalogBase.CrossValidationResult<TMetrics>> results,
        IReadOnlyList<TrainCatalogBase.CrossValidationResult<TMetrics>> others,
        IReadOnlyList<DataOperationsCatalog.TrainTestData> folds, Func<TMetrics, double> metric, double confidenceLevel = 0.95)
        where TMetrics : class
    {
        Check(nameof(CompareWith), results, nameof(results), folds, metric, confidenceLevel);
        Check(nameof(CompareWith), others, nameof(others), folds, metric, confidenceLevel);
        double[] differences = [.. results.Zip(others, (first, second) => metric(first.Metrics) - metric(second.Metrics))];
        var scores = new ResampledScores(differences, TestToTraining(folds));
        var margin = scores.Margin(confidenceLevel);
        return new PairedComparison(
            differences, scores.Mean, scores.StandardError, scores.T, scores.DegreesOfFreedom, scores.PValue, confidenceLevel,
            scores.Mean - margin, scores.Mean + margin);
    }

    internal static MetricSummary Summarize(
        double[] scores, IReadOnlyList<DataOperationsCatalog.TrainTestData> folds, double confidenceLevel)
    {
        var resampled = new ResampledScores(scores, TestToTraining(folds));
        var margin = resampled.Margin(confidenceLevel);
        return new MetricSummary(
            scores, resampled.Mean, resampled.StandardDeviation, resampled.StandardError, confidenceLevel,
            resampled.Mean - margin, resampled.Mean + margin);
    }

    private static void Check<TMetrics>(
        string method, IReadOnlyList<TrainCatalogBase.CrossValidationResult<TMetrics>> results, string parameter,
        IReadOnlyList<DataOperationsCatalog.TrainTestData> folds, Func<TMetrics, double> metric, double confidenceLevel)
        where TMetrics : class
    {
        InternalsGuard.Check();
        ArgumentNullException.ThrowIfNull(results, parameter);
        ArgumentNullException.ThrowIfNull(folds);
        ArgumentNullException.ThrowIfNull(metric);
        SplitChecks.Require(method, confidenceLevel is > 0 and < 1, nameof(confidenceLevel), confidenceLevel, "above 0 and below 1");
        if (results.Count < 2 || results.Count != folds.Count)
        {
            throw new ArgumentOutOfRangeException(parameter, FormattableString.Invariant(
                $"{method}: there are {results.Count} {parameter} and {folds.Count} folds. Give two folds at least, and a result a fold."));
        }
    }

    private static double TestToTraining(IReadOnlyList<DataOperationsCatalog.TrainTestData> folds) =>
        folds.Average(fold => (double)RowCount.Of(fold.TestSet) / RowCount.Of(fold.TrainSet));
}
