using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;

// In ML.NET's namespace, so that the methods show up on mlContext.Transforms.
namespace Microsoft.ML;

/// <summary>Adds MlNetDl's encoding of numbers to <c>mlContext.Transforms</c>.</summary>
public static class PiecewiseLinearEncodingCatalog
{
    /// <summary>
    /// Creates an estimator that encodes a column of numbers as a vector with one slot for each piece of its range, so that a linear
    /// model can follow a curve.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the encoded column.</param>
    /// <param name="inputColumnName">The name of the column to encode: a number, or a vector of known size of numbers; slots are named
    /// after it. Null, the default, stands for <paramref name="outputColumnName"/>.</param>
    /// <param name="options">How to encode; null, the default, stands for the default options.</param>
    /// <returns>The estimator; <see cref="PiecewiseLinearEncodingEstimator"/> says how it encodes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="outputColumnName"/> is null or empty, or an option is out of
    /// range.</exception>
    /// <exception cref="InvalidOperationException">The version of ML.NET is not supported.</exception>
    /// <example>
    /// <code>
    /// var pipeline = mlContext.Transforms.Concatenate("Numbers", "age", "income")
    ///     .Append(mlContext.Transforms.PiecewiseLinearEncoding("Features", "Numbers"))
    ///     .Append(mlContext.Regression.Trainers.Sdca());
    /// </code>
    /// </example>
    public static PiecewiseLinearEncodingEstimator PiecewiseLinearEncoding(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null,
        PiecewiseLinearEncodingEstimator.Options? options = null)
        => PiecewiseLinearEncoding(catalog, [new InputOutputColumnPair(outputColumnName, inputColumnName)], options);

    /// <summary>
    /// Creates an estimator that encodes several columns of numbers in one pass, each as a vector with one slot for each piece of its
    /// range.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The names of the encoded columns and of those to encode; slots are named after the latter.</param>
    /// <param name="options">How to encode all of them; null, the default, stands for the default options.</param>
    /// <returns>The estimator; <see cref="PiecewiseLinearEncodingEstimator"/> says how it encodes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="columns"/> is null.</exception>
    /// <exception cref="ArgumentException">There is no pair, one is null, two have the same output column, or an option is out of
    /// range.</exception>
    /// <exception cref="InvalidOperationException">The version of ML.NET is not supported.</exception>
    public static PiecewiseLinearEncodingEstimator PiecewiseLinearEncoding(
        this TransformsCatalog catalog, InputOutputColumnPair[] columns, PiecewiseLinearEncodingEstimator.Options? options = null)
        => new(CatalogEnvironment.Of(catalog), columns, options);
}
