using Microsoft.ML.Trainers;
using MlNetDl.Trainers;
using MlNetDl.Trainers.OneVersusAll;
using MlNetDl.Transforms.MlNet;

// In ML.NET's namespace, so that the method shows up beside ML.NET's own.
namespace Microsoft.ML;

/// <summary>ML.NET's one-versus-all over MlNetDl's binary trainer, in the catalog of multiclass trainers.</summary>
public static class OneVersusAllCatalog
{
    /// <summary>
    /// Makes ML.NET's trainer that fits a binary network for each class, which tells the class from all others.
    /// </summary>
    /// <remarks>
    /// ML.NET's own method of this name takes only trainers that give its sealed <c>BinaryPredictionTransformer</c>. It fits the network of
    /// the first class twice, and scores row by row; <c>Mlp</c> of this catalog learns all classes in one network, usually better and
    /// in a fraction of the time.
    /// </remarks>
    /// <param name="catalog">The catalog.</param>
    /// <param name="binaryEstimator">The trainer of each class. Its label column must have the name given here; its type is no
    /// matter.</param>
    /// <param name="labelColumnName">The name of the label column, a key. A row whose key is missing counts as one of another class, as
    /// ML.NET has it, whatever its own method is told.</param>
    /// <param name="useProbabilities">Whether the scores are the probabilities, scaled so that they sum to one, and not the
    /// log-odds.</param>
    /// <exception cref="System.ArgumentNullException"><paramref name="catalog"/> or <paramref name="binaryEstimator"/> is null.</exception>
    /// <exception cref="System.ArgumentOutOfRangeException">The trainer has another label column.</exception>
    public static OneVersusAllTrainer OneVersusAll(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        MlpBinaryTrainer binaryEstimator,
        string labelColumnName = "Label",
        bool useProbabilities = true)
    {
        var env = CatalogEnvironment.Of(catalog);
        System.ArgumentNullException.ThrowIfNull(binaryEstimator);
        if (binaryEstimator.LabelColumn.Name != labelColumnName)
        {
            throw new System.ArgumentOutOfRangeException(nameof(binaryEstimator), binaryEstimator.LabelColumn.Name,
                $"OneVersusAll: the binary trainer's LabelColumnName is '{binaryEstimator.LabelColumn.Name}'; it must be " +
                $"'{labelColumnName}', the label column whose classes are told apart one by one. Set both to the same name.");
        }

        return catalog.OneVersusAll(
            new PredictionTransformerAdapter(env, binaryEstimator), labelColumnName, useProbabilities: useProbabilities);
    }
}
