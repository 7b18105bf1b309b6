using System.Collections.Immutable;
using Microsoft.ML.Data;
using MlNetDl.Transforms.Importance;
using MlNetDl.Transforms.MlNet;

// In ML.NET's namespace, so that the methods show up beside ML.NET's own.
namespace Microsoft.ML;

/// <summary>Permutation importance of the columns that go into a model, in the catalogs of the tasks.</summary>
/// <remarks>
/// ML.NET's own <c>PermutationFeatureImportance</c> shuffles one slot of the features at a time, which takes categories apart: a row may
/// then be of two, or of none. Here a column is shuffled where it goes in, before any encoding: the slots it is encoded in move together.
/// What is told is the same, by ML.NET's own code: the metrics with the column shuffled minus those without, so that the accuracy of a
/// column that matters is negative, and its log-loss positive. Columns that tell the same thing share what it is worth, or hide each
/// other. Measure on rows that the model was not trained on.
/// </remarks>
public static class ColumnImportanceCatalog
{
    /// <summary>Measures what each input column is worth to a multiclass model.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">Any fitted or loaded model or chain, of any trainer.</param>
    /// <param name="data">The rows that go into the model, with their labels. They are read several times; the columns in question are
    /// kept in memory.</param>
    /// <param name="labelColumnName">The name of the label column, of the data or made by the model.</param>
    /// <param name="columns">The columns to shuffle; null for all that the predictions depend on and the label does not.</param>
    /// <param name="permutationCount">How often each column is shuffled: with more the means are steadier, and there are standard
    /// errors.</param>
    /// <param name="seed">The seed of the shuffling; that of the context, if null.</param>
    /// <returns>The statistics of the changes of metrics, by the names of the columns.</returns>
    /// <exception cref="System.ArgumentNullException">The catalog, the model or the data is null.</exception>
    /// <exception cref="System.ArgumentException">The model is not of the task, a column is not there, or the label depends on
    /// it.</exception>
    /// <exception cref="System.InvalidOperationException">The data has no rows, or more than 2^24.</exception>
    public static ImmutableDictionary<string, MulticlassClassificationMetricsStatistics> PermutationColumnImportance(
        this MulticlassClassificationCatalog catalog, ITransformer model, IDataView data, string labelColumnName = "Label",
        string[]? columns = null, int permutationCount = 1, int? seed = null) => ColumnImportance.Measure(
            CatalogEnvironment.Of(catalog), model, data, labelColumnName, columns,
            (DefaultColumnNames.PredictedLabel, type => type is KeyDataViewType, "a key"),
            shuffled => (seed is null ? catalog : new MLContext(seed).MulticlassClassification).PermutationFeatureImportance(
                shuffled, shuffled.Rows, labelColumnName, permutationCount: Checked(permutationCount)));

    /// <summary>Measures what each input column is worth to a binary model.</summary>
    /// <inheritdoc
    ///   cref="PermutationColumnImportance(MulticlassClassificationCatalog, ITransformer, IDataView, string, string[], int, int?)"/>
    public static ImmutableDictionary<string, BinaryClassificationMetricsStatistics> PermutationColumnImportance(
        this BinaryClassificationCatalog catalog, ITransformer model, IDataView data, string labelColumnName = "Label",
        string[]? columns = null, int permutationCount = 1, int? seed = null) => ColumnImportance.Measure(
            CatalogEnvironment.Of(catalog), model, data, labelColumnName, columns,
            (DefaultColumnNames.PredictedLabel, type => type is BooleanDataViewType, "a Boolean"),
            shuffled => (seed is null ? catalog : new MLContext(seed).BinaryClassification).PermutationFeatureImportance(
                shuffled, shuffled.Rows, labelColumnName, permutationCount: Checked(permutationCount)));

    /// <summary>Measures what each input column is worth to a regression model.</summary>
    /// <inheritdoc
    ///   cref="PermutationColumnImportance(MulticlassClassificationCatalog, ITransformer, IDataView, string, string[], int, int?)"/>
    public static ImmutableDictionary<string, RegressionMetricsStatistics> PermutationColumnImportance(
        this RegressionCatalog catalog, ITransformer model, IDataView data, string labelColumnName = "Label",
        string[]? columns = null, int permutationCount = 1, int? seed = null) => ColumnImportance.Measure(
            CatalogEnvironment.Of(catalog), model, data, labelColumnName, columns,
            (DefaultColumnNames.Score, type => type == NumberDataViewType.Single, "a Single"),
            shuffled => (seed is null ? catalog : new MLContext(seed).Regression).PermutationFeatureImportance(
                shuffled, shuffled.Rows, labelColumnName, permutationCount: Checked(permutationCount)));

    private static int Checked(int permutationCount)
    {
        new OptionChecks(ColumnImportance.Component)
            .Require(permutationCount > 0, nameof(permutationCount), permutationCount, "at least 1")
            .ThrowIfViolated(nameof(permutationCount));
        return permutationCount;
    }
}
