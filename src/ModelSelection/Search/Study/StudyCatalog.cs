using MlNetDl.ModelSelection;
using MlNetDl.ModelSelection.Search;
using MlNetDl.Transforms.MlNet;

namespace Microsoft.ML;

/// <summary>Studies of ML.NET's tasks.</summary>
public static class StudyCatalog
{
    /// <summary>Makes a study of two classes. It goes by the log-loss unless told otherwise.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="name">The study's name, under which its trials are kept.</param>
    /// <param name="space">The options to vary.</param>
    /// <param name="pipeline">Makes the pipeline of a trial, in the context it is given.</param>
    /// <param name="folds">Makes the folds; called once, when the first trial runs.</param>
    /// <param name="labelColumnName">The label, a Boolean.</param>
    /// <example>
    /// <code>
    /// var study = mlContext.BinaryClassification.CreateStudy("census", space, (context, trial) =>
    ///     context.Transforms.NormalizeMeanVariance("Features").Append(context.BinaryClassification.Trainers.LbfgsLogisticRegression(
    ///         l2Regularization: trial.Get&lt;float&gt;("L2"))), () => mlContext.Data.StratifiedCrossValidationSplit(train));
    /// var result = study.RandomSearch(numberOfTrials: 50);
    /// var best = result.FitBest(train);
    /// Console.WriteLine(best.EvaluateOnce(test).Metrics["LogLoss"]);
    /// </code>
    /// </example>
    public static Study CreateStudy(
        this BinaryClassificationCatalog catalog,
        string name,
        MlNetDl.ModelSelection.SearchSpace space,
        Func<MLContext, Trial, IEstimator<ITransformer>> pipeline,
        Func<IReadOnlyList<DataOperationsCatalog.TrainTestData>> folds,
        string labelColumnName = "Label") =>
        new(CatalogEnvironment.Of(catalog), name, space, pipeline, folds, StudyMetrics.OfBinaryClassification(labelColumnName));

    /// <summary>Makes a study of several classes. It goes by the log-loss unless told otherwise.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="name">The study's name, under which its trials are kept.</param>
    /// <param name="space">The options to vary.</param>
    /// <param name="pipeline">Makes the pipeline of a trial, in the context it is given.</param>
    /// <param name="folds">Makes the folds; called once, when the first trial runs.</param>
    /// <param name="labelColumnName">The label, a key.</param>
    public static Study CreateStudy(
        this MulticlassClassificationCatalog catalog,
        string name,
        MlNetDl.ModelSelection.SearchSpace space,
        Func<MLContext, Trial, IEstimator<ITransformer>> pipeline,
        Func<IReadOnlyList<DataOperationsCatalog.TrainTestData>> folds,
        string labelColumnName = "Label") =>
        new(CatalogEnvironment.Of(catalog), name, space, pipeline, folds, StudyMetrics.OfMulticlassClassification(labelColumnName));

    /// <summary>Makes a study of a regression. It goes by the root mean squared error unless told otherwise.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="name">The study's name, under which its trials are kept.</param>
    /// <param name="space">The options to vary.</param>
    /// <param name="pipeline">Makes the pipeline of a trial, in the context it is given.</param>
    /// <param name="folds">Makes the folds; called once, when the first trial runs.</param>
    /// <param name="labelColumnName">The label, a Single.</param>
    public static Study CreateStudy(
        this RegressionCatalog catalog,
        string name,
        MlNetDl.ModelSelection.SearchSpace space,
        Func<MLContext, Trial, IEstimator<ITransformer>> pipeline,
        Func<IReadOnlyList<DataOperationsCatalog.TrainTestData>> folds,
        string labelColumnName = "Label") =>
        new(CatalogEnvironment.Of(catalog), name, space, pipeline, folds, StudyMetrics.OfRegression(labelColumnName));

    /// <summary>A training and a validation set as the one fold of a study.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="train">The rows to fit on.</param>
    /// <param name="validation">The rows that tell trials apart. Not the test set, which must not have a say in what is chosen.</param>
    public static IReadOnlyList<DataOperationsCatalog.TrainTestData> ValidationSet(
        this DataOperationsCatalog catalog, IDataView train, IDataView validation)
    {
        InternalsGuard.Check();
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(validation);
        return [ValidationFold.Of(train, validation)];
    }
}
