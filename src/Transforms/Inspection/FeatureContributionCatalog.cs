using Microsoft.ML.Transforms;
using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;

// In ML.NET's namespace, so that the method shows up beside ML.NET's own.
namespace Microsoft.ML;

/// <summary>ML.NET's feature contributions of linear regression, in the catalog of transforms.</summary>
public static class FeatureContributionCatalog
{
    /// <summary>
    /// Makes ML.NET's estimator of what each feature contributes to a score of linear regression: its weight times its value.
    /// </summary>
    /// <remarks>
    /// ML.NET's own method of this name does the same, but a model that is not linear is told of only when rows are read. Without
    /// normalization, and with numbers of contributions at least as large as the number of slots, the contributions and the bias of
    /// <c>model.GetLinearCoefficients()</c> sum to the score.
    /// </remarks>
    /// <param name="catalog">The catalog.</param>
    /// <param name="predictionTransformer">A model of <c>LinearRegressionTrainer</c>.</param>
    /// <param name="numberOfPositiveContributions">How many positive contributions are kept; the others are 0.</param>
    /// <param name="numberOfNegativeContributions">How many negative contributions are kept; the others are 0.</param>
    /// <param name="normalize">Whether a row's contributions are divided by the largest one's magnitude.</param>
    /// <exception cref="System.ArgumentNullException"><paramref name="catalog"/> or the model is null.</exception>
    /// <exception cref="System.InvalidOperationException">The model is not linear, or a number is negative.</exception>
    public static FeatureContributionCalculatingEstimator CalculateFeatureContribution(
        this TransformsCatalog catalog, RegressionNetworkTransformer predictionTransformer,
        int numberOfPositiveContributions = 10, int numberOfNegativeContributions = 10, bool normalize = true)
    {
        CatalogEnvironment.Of(catalog);
        System.ArgumentNullException.ThrowIfNull(predictionTransformer);
        predictionTransformer.Model.CheckLinear();
        return ExplainabilityCatalog.CalculateFeatureContribution(
            catalog, predictionTransformer, numberOfPositiveContributions, numberOfNegativeContributions, normalize);
    }
}
