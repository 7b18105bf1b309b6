using MlNetDl.Trainers;
using MlNetDl.Transforms.MlNet;

// In ML.NET's namespace, so that the methods show up beside its own.
namespace Microsoft.ML;

/// <summary>Softmax regression in the catalogs of trainers.</summary>
public static class SoftmaxRegressionCatalog
{
    /// <summary>Makes a trainer of softmax regression.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="labelColumnName">The name of the label column, a key.</param>
    /// <param name="featureColumnName">The name of the feature column, a vector of <see cref="float"/> of known size.</param>
    /// <exception cref="System.ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static SoftmaxRegressionTrainer SoftmaxRegression(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features") => catalog.SoftmaxRegression(
            new SoftmaxRegressionTrainer.Options { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

    /// <summary>Makes a trainer of softmax regression, with options.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="System.ArgumentOutOfRangeException">Options are out of range.</exception>
    public static SoftmaxRegressionTrainer SoftmaxRegression(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, SoftmaxRegressionTrainer.Options options)
    {
        System.ArgumentNullException.ThrowIfNull(options);
        return new(CatalogEnvironment.Of(catalog), options);
    }
}
