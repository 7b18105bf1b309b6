using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;

namespace Microsoft.ML;

/// <summary>Adds MlNetDl's encodings of categories to <c>mlContext.Transforms.Categorical</c>.</summary>
public static class CategoricalEncodingCatalog
{
    /// <summary>
    /// Creates an estimator that encodes a column as a vector with one slot a category and a last one for missing values.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the encoded column.</param>
    /// <param name="inputColumnName">The name of the column to encode, text or <see cref="float"/>; slots are named after it.
    /// Null, the default, stands for <paramref name="outputColumnName"/>.</param>
    /// <returns>The estimator; <see cref="NaNAwareOneHotEncodingEstimator"/> says how it encodes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="outputColumnName"/> is null or empty.</exception>
    /// <exception cref="InvalidOperationException">The version of ML.NET is not supported.</exception>
    /// <example>
    /// <code>
    /// var pipeline = mlContext.Transforms.Categorical.NaNAwareOneHotEncoding("city")
    ///     .Append(mlContext.Transforms.Concatenate("Features", "city", "size"));
    /// </code>
    /// </example>
    public static NaNAwareOneHotEncodingEstimator NaNAwareOneHotEncoding(
        this TransformsCatalog.CategoricalTransforms catalog, string outputColumnName, string? inputColumnName = null)
        => NaNAwareOneHotEncoding(catalog, new InputOutputColumnPair(outputColumnName, inputColumnName));

    /// <summary>
    /// Creates an estimator that encodes several columns in one pass, each as a vector with one slot a category and a last one
    /// for missing values. Each column has categories of its own.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The names of the encoded columns and of those to encode, text or <see cref="float"/>; slots are
    /// named after the latter.</param>
    /// <returns>The estimator; <see cref="NaNAwareOneHotEncodingEstimator"/> says how it encodes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="columns"/> is null.</exception>
    /// <exception cref="ArgumentException">There is no pair, one is null, or two have the same output column.</exception>
    /// <exception cref="InvalidOperationException">The version of ML.NET is not supported.</exception>
    public static NaNAwareOneHotEncodingEstimator NaNAwareOneHotEncoding(
        this TransformsCatalog.CategoricalTransforms catalog, params InputOutputColumnPair[] columns)
        => new(CatalogEnvironment.Of(catalog), columns);
}
