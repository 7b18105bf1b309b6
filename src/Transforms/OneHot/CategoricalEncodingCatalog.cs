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
    /// <param name="inputColumnName">The name of the column to encode: text, Boolean, a number or a key, or a vector of known size of
    /// these; slots are named after it. Null, the default, stands for <paramref name="outputColumnName"/>.</param>
    /// <param name="options">How to encode; null, the default, stands for the default options.</param>
    /// <returns>The estimator; <see cref="NaNAwareOneHotEncodingEstimator"/> says how it encodes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="outputColumnName"/> is null or empty, or an option is out of
    /// range.</exception>
    /// <exception cref="InvalidOperationException">The version of ML.NET is not supported.</exception>
    /// <example>
    /// <code>
    /// var pipeline = mlContext.Transforms.Categorical.NaNAwareOneHotEncoding("city")
    ///     .Append(mlContext.Transforms.Concatenate("Features", "city", "size"));
    /// </code>
    /// </example>
    public static NaNAwareOneHotEncodingEstimator NaNAwareOneHotEncoding(
        this TransformsCatalog.CategoricalTransforms catalog, string outputColumnName, string? inputColumnName = null,
        NaNAwareOneHotEncodingEstimator.Options? options = null)
        => NaNAwareOneHotEncoding(catalog, [new InputOutputColumnPair(outputColumnName, inputColumnName)], options);

    /// <summary>
    /// Creates an estimator that encodes several columns in one pass, each as a vector with one slot a category and a last one
    /// for missing values. Each column has categories of its own.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The names of the encoded columns and of those to encode; slots are named after the latter.</param>
    /// <param name="options">How to encode all of them; null, the default, stands for the default options.</param>
    /// <returns>The estimator; <see cref="NaNAwareOneHotEncodingEstimator"/> says how it encodes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="columns"/> is null.</exception>
    /// <exception cref="ArgumentException">There is no pair, one is null, two have the same output column, or an option is out of
    /// range.</exception>
    /// <exception cref="InvalidOperationException">The version of ML.NET is not supported.</exception>
    public static NaNAwareOneHotEncodingEstimator NaNAwareOneHotEncoding(
        this TransformsCatalog.CategoricalTransforms catalog, InputOutputColumnPair[] columns,
        NaNAwareOneHotEncodingEstimator.Options? options = null)
        => new(CatalogEnvironment.Of(catalog), columns, options);
}
