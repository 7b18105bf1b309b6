using MlNetDl.Trainers;
using MlNetDl.Transforms.MlNet;

// In ML.NET's namespace, so that the methods show up beside its own.
namespace Microsoft.ML;

/// <summary>Linear regression in the catalogs of trainers.</summary>
public static class LinearRegressionCatalog
{
    /// <summary>Makes a trainer of linear regression.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="labelColumnName">The name of the label column, a <see cref="float"/>.</param>
    /// <param name="featureColumnName">The name of the feature column, a vector of <see cref="float"/> of known size.</param>
    /// <exception cref="System.ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static LinearRegressionTrainer LinearRegression(
        this RegressionCatalog.RegressionTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features") => catalog.LinearRegression(
            new LinearRegressionTrainer.Options { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

    /// <summary>Makes a trainer of linear regression, with options.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="System.ArgumentOutOfRangeException">Options are out of range.</exception>
    public static LinearRegressionTrainer LinearRegression(
        this RegressionCatalog.RegressionTrainers catalog, LinearRegressionTrainer.Options options)
    {
        System.ArgumentNullException.ThrowIfNull(options);
        return new(CatalogEnvironment.Of(catalog), options);
    }
}
