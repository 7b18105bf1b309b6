using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;

// In ML.NET's namespace, so that the methods show up on mlContext.Transforms.
namespace Microsoft.ML;

/// <summary>Adds MlNetDl's way from a table to one vector of features to <c>mlContext.Transforms</c>.</summary>
public static class TabularFeaturesCatalog
{
    /// <summary>
    /// Creates an estimator that makes one vector of features of a table: numbers with the median in place of missing ones, categories as
    /// a slot each.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the vector.</param>
    /// <param name="schema">The schema of the table. All of its columns are features, but for those that are left out by what
    /// follows.</param>
    /// <param name="label">The name of the column to be predicted, as it is in the schema; null if there is none.</param>
    /// <param name="weight">The name of the column of row weights; null, the default, if there is none.</param>
    /// <param name="ignore">The names of further columns that are no features, such as one that names the rows, or that is only known
    /// once the label is. Null, the default, stands for none.</param>
    /// <param name="options">How to encode; null, the default, stands for the default options.</param>
    /// <returns>The estimator; <see cref="TabularFeaturesEstimator"/> says what it makes of a column.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="schema"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is not in the schema, or the schema has a column of which no features can be made; or an
    /// option is out of range.</exception>
    /// <exception cref="InvalidOperationException">The version of ML.NET is not supported.</exception>
    /// <example>
    /// <code>
    /// var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label", "Species")
    ///     .Append(mlContext.Transforms.TabularFeatures("Features", data.Schema, label: "Species"))
    ///     .Append(mlContext.MulticlassClassification.Trainers.Mlp());
    /// </code>
    /// </example>
    public static TabularFeaturesEstimator TabularFeatures(
        this TransformsCatalog catalog, string outputColumnName, DataViewSchema schema, string? label, string? weight = null,
        string[]? ignore = null, TabularFeaturesEstimator.Options? options = null)
        => new(CatalogEnvironment.Of(catalog), outputColumnName, schema, label, weight, ignore, options);
}
