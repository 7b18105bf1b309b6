using MlNetDl.Trainers;
using MlNetDl.Transforms.MlNet;

// In ML.NET's namespace, so that the methods show up beside its own.
namespace Microsoft.ML;

/// <summary>Multi-layer perceptrons in the catalogs of trainers.</summary>
public static class MlpCatalog
{
    /// <summary>Makes a trainer of a multi-layer perceptron for multiclass classification.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="labelColumnName">The name of the label column, a key.</param>
    /// <param name="featureColumnName">The name of the feature column, a vector of <see cref="float"/> of known size.</param>
    /// <param name="hiddenLayers">The number of units of each hidden layer; if null, as in <see cref="MlpTrainer.Options.HiddenLayers"/>.</param>
    /// <exception cref="System.ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static MlpMulticlassTrainer Mlp(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        int[]? hiddenLayers = null) => catalog.Mlp(Options(labelColumnName, featureColumnName, hiddenLayers));

    /// <summary>Makes a trainer of a multi-layer perceptron for multiclass classification, with options.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="System.ArgumentOutOfRangeException">Options are out of range.</exception>
    public static MlpMulticlassTrainer Mlp(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, MlpTrainer.Options options)
    {
        System.ArgumentNullException.ThrowIfNull(options);
        return new(CatalogEnvironment.Of(catalog), options);
    }

    /// <summary>Makes a trainer of a multi-layer perceptron for binary classification.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="labelColumnName">The name of the label column, a Boolean.</param>
    /// <param name="featureColumnName">The name of the feature column, a vector of <see cref="float"/> of known size.</param>
    /// <param name="hiddenLayers">The number of units of each hidden layer; if null, as in <see cref="MlpTrainer.Options.HiddenLayers"/>.</param>
    /// <exception cref="System.ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static MlpBinaryTrainer Mlp(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        int[]? hiddenLayers = null) => catalog.Mlp(Options(labelColumnName, featureColumnName, hiddenLayers));

    /// <summary>Makes a trainer of a multi-layer perceptron for binary classification, with options.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="System.ArgumentOutOfRangeException">Options are out of range.</exception>
    public static MlpBinaryTrainer Mlp(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, MlpTrainer.Options options)
    {
        System.ArgumentNullException.ThrowIfNull(options);
        return new(CatalogEnvironment.Of(catalog), options);
    }

    /// <summary>Makes a trainer of a multi-layer perceptron for regression.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="labelColumnName">The name of the label column, a <see cref="float"/>.</param>
    /// <param name="featureColumnName">The name of the feature column, a vector of <see cref="float"/> of known size.</param>
    /// <param name="hiddenLayers">The number of units of each hidden layer; if null, as in <see cref="MlpTrainer.Options.HiddenLayers"/>.</param>
    /// <exception cref="System.ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static MlpRegressionTrainer Mlp(
        this RegressionCatalog.RegressionTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        int[]? hiddenLayers = null) => catalog.Mlp(Options(labelColumnName, featureColumnName, hiddenLayers));

    /// <summary>Makes a trainer of a multi-layer perceptron for regression, with options.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="System.ArgumentOutOfRangeException">Options are out of range.</exception>
    public static MlpRegressionTrainer Mlp(
        this RegressionCatalog.RegressionTrainers catalog, MlpTrainer.Options options)
    {
        System.ArgumentNullException.ThrowIfNull(options);
        return new(CatalogEnvironment.Of(catalog), options);
    }

    private static MlpTrainer.Options Options(string labelColumn, string featureColumn, int[]? hiddenLayers)
    {
        var options = new MlpTrainer.Options { LabelColumnName = labelColumn, FeatureColumnName = featureColumn };
        options.HiddenLayers = hiddenLayers ?? options.HiddenLayers;
        return options;
    }
}
