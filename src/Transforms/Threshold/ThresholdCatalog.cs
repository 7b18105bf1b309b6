using Microsoft.ML.Data;
using MlNetDl.Transforms;
using MlNetDl.Transforms.Inspection;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.Threshold;

// In ML.NET's namespace, so that the methods show up beside ML.NET's own.
namespace Microsoft.ML;

/// <summary>Thresholds of binary networks, in the catalog of binary classification.</summary>
public static class ThresholdCatalog
{
    /// <summary>Gives a model that predicts <see langword="true"/> where its score, the log-odds, is above a threshold.</summary>
    /// <remarks>A probability p is the log-odds ln(p / (1 - p)).</remarks>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">The model; it stays as it is.</param>
    /// <param name="threshold">The threshold, in the units of <c>Score</c>.</param>
    /// <returns>The same network with the threshold, which is saved and exported with it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="model"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threshold"/> is not a number.</exception>
    public static BinaryNetworkTransformer ChangeModelThreshold(
        this BinaryClassificationCatalog catalog, BinaryNetworkTransformer model, float threshold)
    {
        Check(catalog, threshold);
        ArgumentNullException.ThrowIfNull(model);
        return model.WithThreshold(threshold);
    }

    /// <summary>Changes the threshold of the last binary network in a fitted or loaded chain.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">The chain; it stays as it is.</param>
    /// <param name="threshold">The threshold, in the units of <c>Score</c>.</param>
    /// <returns>A chain of the same steps, but for the network's threshold.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="model"/> is null.</exception>
    /// <exception cref="ArgumentException">There is no binary network of MlNetDl in the chain.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threshold"/> is not a number.</exception>
    public static ITransformer ChangeModelThreshold(this BinaryClassificationCatalog catalog, ITransformer model, float threshold)
    {
        Check(catalog, threshold);
        ArgumentNullException.ThrowIfNull(model);
        var steps = FittedSteps.Of(model).ToArray();
        var last = Array.FindLastIndex(steps, step => step is BinaryNetworkTransformer);
        if (last < 0)
        {
            throw new ArgumentException(
                $"model is {model.GetType().Name}, in which there is no binary network of MlNetDl; for a model of ML.NET's own trainers, " +
                "pass its last step, a BinaryPredictionTransformer.",
                nameof(model));
        }

        steps[last] = ((BinaryNetworkTransformer)steps[last]).WithThreshold(threshold);
        return steps.Length == 1 ? steps[0] : new TransformerChain<ITransformer>(steps);
    }

    /// <summary>Finds the threshold on the score by which a metric is largest on scored rows.</summary>
    /// <remarks>
    /// Choose on rows that the model was not trained on: on those it was, the best threshold is another one. Rows count the same.
    /// </remarks>
    /// <param name="catalog">The catalog.</param>
    /// <param name="data">Scored rows with their labels.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="labelColumnName">The name of the label column, a Boolean.</param>
    /// <param name="scoreColumnName">The name of the score column, a Single: of any model.</param>
    /// <returns>A threshold for <c>ChangeModelThreshold</c>: the middle between two scores, of equally good ones the lowest.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="data"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type, or the metric is none.</exception>
    /// <exception cref="InvalidOperationException">There are no rows of one of the classes, or a score is not finite.</exception>
    public static float ChooseThreshold(
        this BinaryClassificationCatalog catalog, IDataView data, ThresholdMetric metric = ThresholdMetric.F1Score,
        string labelColumnName = "Label", string scoreColumnName = "Score")
    {
        const string Component = nameof(ChooseThreshold);
        CatalogEnvironment.Of(catalog);
        ArgumentNullException.ThrowIfNull(data);
        new OptionChecks(Component).RequireDefined(metric, nameof(metric)).ThrowIfViolated(nameof(metric));
        var label = ScoredColumns.Find<bool>(data, labelColumnName, "label", "a Boolean", Component);
        var score = ScoredColumns.Find<float>(data, scoreColumnName, "score", "a Single, as binary models give it", Component);

        var (scores, labels) = ScoredColumns.Read(data, label, score, Component);
        if (labels.All(value => value) || !labels.Any(value => value))
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"{Component}: label column '{labelColumnName}' has not both true and false in its {labels.Length} rows; ") +
                "a threshold parts the one from the other. Give rows of both classes.");
        }

        return ThresholdSearch.Best(scores, labels, metric);
    }

    private static void Check(BinaryClassificationCatalog catalog, float threshold)
    {
        CatalogEnvironment.Of(catalog);
        if (float.IsNaN(threshold))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold,
                "ChangeModelThreshold: threshold is NaN; it must be a number, in the units of Score: 0 is a probability of a half.");
        }
    }
}
