using Microsoft.ML.Runtime;
using MlNetDl.ModelSelection;
using MlNetDl.ModelSelection.Splits;
using MlNetDl.Transforms.MlNet;

namespace Microsoft.ML;

/// <summary>Curves as data: what a metric comes to as the rows, or an option, are varied.</summary>
public static class CurveExtensions
{
    /// <summary>Cross-validates on ever more training rows, each time on the same test sets.</summary>
    /// <typeparam name="TMetrics">The metrics.</typeparam>
    /// <param name="catalog">The catalog.</param>
    /// <param name="folds">The folds, of any kind.</param>
    /// <param name="trainingRows">The numbers of training rows, each at least 1 and at most those of the smallest training set.</param>
    /// <param name="crossValidate">Cross-validates, as in <c>folds => mlContext.Regression.CrossValidate(folds, pipeline)</c>.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="evaluate">
    /// Evaluates scored rows, as in <c>scored => mlContext.Regression.Evaluate(scored)</c>; given, the metric on the training rows is
    /// told too.
    /// </param>
    /// <param name="confidenceLevel">The level of confidence of the intervals, above 0 and below 1.</param>
    /// <param name="seed">The seed; without one that of the context, and without that a random one.</param>
    /// <returns>A point a number of rows.</returns>
    /// <remarks>
    /// The rows are drawn at random from each fold's training set; those of a smaller number are among those of a larger one. Where the
    /// folds are stratified each number of rows has of each class, or bin, its share, within one row. A class whose share is less than a
    /// row may be lacking: a warning names it.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows is out of range.</exception>
    public static IReadOnlyList<CurvePoint<int>> LearningCurve<TMetrics>(
        this DataOperationsCatalog catalog, IReadOnlyList<DataOperationsCatalog.TrainTestData> folds, IReadOnlyList<int> trainingRows,
        Func<IReadOnlyList<DataOperationsCatalog.TrainTestData>, IReadOnlyList<TrainCatalogBase.CrossValidationResult<TMetrics>>>
            crossValidate,
        Func<TMetrics, double> metric, Func<IDataView, TMetrics>? evaluate = null, double confidenceLevel = 0.95, int? seed = null)
        where TMetrics : class
    {
        const string Method = nameof(LearningCurve);
        var env = CatalogEnvironment.Of(catalog);
        ArgumentNullException.ThrowIfNull(folds);
        ArgumentNullException.ThrowIfNull(trainingRows);
        ArgumentNullException.ThrowIfNull(crossValidate);
        env.CheckParam(folds.Count > 0, nameof(folds), $"{Method}: there are no folds.");
        var random = SplitChecks.Seeded(env, Method, seed);
        TrainingSample[] samples = [.. folds.Select(fold => new TrainingSample(env, Method, fold.TrainSet, random))];
        var most = samples.Min(sample => sample.Count);
        foreach (var rows in trainingRows)
        {
            SplitChecks.Require(
                Method, rows >= 1 && rows <= most, nameof(trainingRows), rows,
                FormattableString.Invariant($"at least 1, and at most {most}, the rows of the smallest training set"));
        }

        return [.. trainingRows.Select(rows =>
        {
            WarnOfLackingClasses(env, Method, samples, rows);
            DataOperationsCatalog.TrainTestData[] smaller =
                [.. samples.Select((sample, fold) => new DataOperationsCatalog.TrainTestData(sample.Take(rows), folds[fold].TestSet))];
            return Point(rows, smaller, crossValidate(smaller), metric, evaluate, confidenceLevel);
        })];
    }

    /// <summary>Cross-validates with one value of an option after the other, on the same folds.</summary>
    /// <typeparam name="TValue">The option's values.</typeparam>
    /// <typeparam name="TMetrics">The metrics.</typeparam>
    /// <param name="catalog">The catalog.</param>
    /// <param name="folds">The folds.</param>
    /// <param name="values">The values.</param>
    /// <param name="crossValidate">
    /// Cross-validates with a value, as in <c>(value, folds) => mlContext.Regression.CrossValidate(folds, Pipeline(value))</c>.
    /// </param>
    /// <param name="metric">The metric.</param>
    /// <param name="evaluate">
    /// Evaluates scored rows, as in <c>scored => mlContext.Regression.Evaluate(scored)</c>; given, the metric on the training rows is
    /// told too.
    /// </param>
    /// <param name="confidenceLevel">The level of confidence of the intervals, above 0 and below 1.</param>
    /// <returns>A point a value.</returns>
    public static IReadOnlyList<CurvePoint<TValue>> ValidationCurve<TValue, TMetrics>(
        this DataOperationsCatalog catalog, IReadOnlyList<DataOperationsCatalog.TrainTestData> folds, IReadOnlyList<TValue> values,
        Func<TValue, IReadOnlyList<DataOperationsCatalog.TrainTestData>, IReadOnlyList<TrainCatalogBase.CrossValidationResult<TMetrics>>>
            crossValidate,
        Func<TMetrics, double> metric, Func<IDataView, TMetrics>? evaluate = null, double confidenceLevel = 0.95)
        where TMetrics : class
    {
        CatalogEnvironment.Of(catalog);
        ArgumentNullException.ThrowIfNull(folds);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(crossValidate);
        return [.. values.Select(value => Point(value, folds, crossValidate(value, folds), metric, evaluate, confidenceLevel))];
    }

    private static void WarnOfLackingClasses(IHostEnvironment env, string method, TrainingSample[] samples, int rows)
    {
        const int MostNamed = 10;
        string[] lacking = [.. samples.SelectMany(sample => sample.Lacks(rows)).Distinct()];
        if (lacking.Length == 0)
            return;
        using var channel = env.Start(method);
        channel.Warning(
            FormattableString.Invariant($"With trainingRows {rows} some training sets have no row of {lacking.Length} classes: ") +
            $"{string.Join(", ", lacking.Take(MostNamed))}{(lacking.Length > MostNamed ? ", ..." : "")}. Take more rows.");
    }

    private static CurvePoint<TSetting> Point<TSetting, TMetrics>(
        TSetting setting, IReadOnlyList<DataOperationsCatalog.TrainTestData> folds,
        IReadOnlyList<TrainCatalogBase.CrossValidationResult<TMetrics>> results, Func<TMetrics, double> metric,
        Func<IDataView, TMetrics>? evaluate, double confidenceLevel)
        where TMetrics : class
    {
        var test = results.Summarize(folds, metric, confidenceLevel);
        var training = evaluate is null
            ? null
            : CrossValidationResultExtensions.Summarize(
                [.. results.Select((result, fold) => metric(evaluate(result.Model.Transform(folds[fold].TrainSet))))],
                folds, confidenceLevel);
        return new CurvePoint<TSetting>(setting, test, training);
    }
}
