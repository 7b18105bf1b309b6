using Microsoft.ML.Data;
using MlNetDl.ModelSelection.CrossValidation;
using MlNetDl.ModelSelection.Splits;
using MlNetDl.Transforms.MlNet;

namespace Microsoft.ML;

/// <summary>Cross-validation over given folds, several at once.</summary>
/// <remarks>
/// The folds may be of any kind: stratified, grouped, ordered by time, repeated, or ML.NET's own. Each is fitted by a copy of the pipeline,
/// as if it were the first that the pipeline is fitted on, so that the metrics are the same to the last bit whatever the number of threads;
/// for that the pipeline must be made by the same context, and its trainer be one that gives the same model twice (some of ML.NET's do so
/// only with a single thread of their own).
/// </remarks>
public static class CrossValidationExtensions
{
    /// <summary>Fits a pipeline of multiclass classification on each fold and evaluates it on the fold's test set.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="folds">The folds.</param>
    /// <param name="estimator">The pipeline.</param>
    /// <param name="labelColumnName">The column of the label, to evaluate by.</param>
    /// <param name="numberOfThreads">How many folds are fitted at once, at least 1; null for one a core.</param>
    /// <returns>The metrics, model and scored test set of each fold, in the order of the folds.</returns>
    public static IReadOnlyList<TrainCatalogBase.CrossValidationResult<MulticlassClassificationMetrics>> CrossValidate(
        this MulticlassClassificationCatalog catalog, IReadOnlyList<DataOperationsCatalog.TrainTestData> folds,
        IEstimator<ITransformer> estimator, string labelColumnName = "Label", int? numberOfThreads = null) =>
        FoldRunner.CrossValidate(
            CatalogEnvironment.Of(catalog), folds, estimator, labelColumnName, numberOfThreads,
            scored => catalog.Evaluate(scored, labelColumnName));

    /// <summary>
    /// Fits a pipeline of binary classification that gives probabilities on each fold, and evaluates it on the fold's test set.
    /// </summary>
    /// <inheritdoc cref="CrossValidate(MulticlassClassificationCatalog, IReadOnlyList{DataOperationsCatalog.TrainTestData},
    /// IEstimator{ITransformer}, string, int?)"/>
    public static IReadOnlyList<TrainCatalogBase.CrossValidationResult<CalibratedBinaryClassificationMetrics>> CrossValidate(
        this BinaryClassificationCatalog catalog, IReadOnlyList<DataOperationsCatalog.TrainTestData> folds,
        IEstimator<ITransformer> estimator, string labelColumnName = "Label", int? numberOfThreads = null) =>
        FoldRunner.CrossValidate(
            CatalogEnvironment.Of(catalog), folds, estimator, labelColumnName, numberOfThreads,
            scored => catalog.Evaluate(scored, labelColumnName));

    /// <summary>
    /// Fits a pipeline of binary classification that gives scores without probabilities on each fold, and evaluates it on the fold's
    /// test set.
    /// </summary>
    /// <inheritdoc cref="CrossValidate(MulticlassClassificationCatalog, IReadOnlyList{DataOperationsCatalog.TrainTestData},
    /// IEstimator{ITransformer}, string, int?)"/>
    public static IReadOnlyList<TrainCatalogBase.CrossValidationResult<BinaryClassificationMetrics>> CrossValidateNonCalibrated(
        this BinaryClassificationCatalog catalog, IReadOnlyList<DataOperationsCatalog.TrainTestData> folds,
        IEstimator<ITransformer> estimator, string labelColumnName = "Label", int? numberOfThreads = null) =>
        FoldRunner.CrossValidate(
            CatalogEnvironment.Of(catalog), folds, estimator, labelColumnName, numberOfThreads,
            scored => catalog.EvaluateNonCalibrated(scored, labelColumnName));

    /// <summary>Fits a pipeline of regression on each fold and evaluates it on the fold's test set.</summary>
    /// <inheritdoc cref="CrossValidate(MulticlassClassificationCatalog, IReadOnlyList{DataOperationsCatalog.TrainTestData},
    /// IEstimator{ITransformer}, string, int?)"/>
    public static IReadOnlyList<TrainCatalogBase.CrossValidationResult<RegressionMetrics>> CrossValidate(
        this RegressionCatalog catalog, IReadOnlyList<DataOperationsCatalog.TrainTestData> folds,
        IEstimator<ITransformer> estimator, string labelColumnName = "Label", int? numberOfThreads = null) =>
        FoldRunner.CrossValidate(
            CatalogEnvironment.Of(catalog), folds, estimator, labelColumnName, numberOfThreads,
            scored => catalog.Evaluate(scored, labelColumnName));

    /// <summary>Makes folds several times over, each time with another seed.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="numberOfRepeats">How many times, at least 1.</param>
    /// <param name="split">
    /// Makes folds with a seed, as in <c>seed => mlContext.Data.StratifiedCrossValidationSplit(data, 5, seed: seed)</c>.
    /// </param>
    /// <param name="seed">The seed that the seeds are drawn with; without one that of the context, and without that a random one.</param>
    /// <returns>The folds of all repeats, one repeat after the other.</returns>
    public static IReadOnlyList<DataOperationsCatalog.TrainTestData> RepeatSplit(
        this DataOperationsCatalog catalog, int numberOfRepeats, Func<int, IReadOnlyList<DataOperationsCatalog.TrainTestData>> split,
        int? seed = null)
    {
        const string Method = nameof(RepeatSplit);
        var env = CatalogEnvironment.Of(catalog);
        ArgumentNullException.ThrowIfNull(split);
        SplitChecks.Require(Method, numberOfRepeats >= 1, nameof(numberOfRepeats), numberOfRepeats, "at least 1");
        var seeds = SplitChecks.Seeded(env, Method, seed);
        return [.. Enumerable.Range(0, numberOfRepeats).SelectMany(_ => split(seeds.Next()))];
    }

    /// <summary>
    /// Puts the predictions of the folds together: each row with the scores that the model of its fold gives it, which has not seen it.
    /// </summary>
    /// <typeparam name="TMetrics">The metrics.</typeparam>
    /// <param name="catalog">The catalog.</param>
    /// <param name="folds">Folds in which each row is tested once, made by the splits of MlNetDl.</param>
    /// <param name="results">What cross-validation over them gave.</param>
    /// <returns>
    /// The rows that were split, in their order and with their columns, and the columns <c>Score</c>, <c>Probability</c> and
    /// <c>PredictedLabel</c> as far as the pipeline gives them. They are computed when they are read.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The folds and results are not such, or the models differ in their classes.</exception>
    public static IDataView OutOfFoldPredictions<TMetrics>(
        this DataOperationsCatalog catalog, IReadOnlyList<DataOperationsCatalog.TrainTestData> folds,
        IReadOnlyList<TrainCatalogBase.CrossValidationResult<TMetrics>> results)
        where TMetrics : class
    {
        var env = CatalogEnvironment.Of(catalog);
        ArgumentNullException.ThrowIfNull(folds);
        ArgumentNullException.ThrowIfNull(results);
        return OutOfFoldView.Create(env, folds, [.. results.Select(result => result.ScoredHoldOutSet)]);
    }
}
