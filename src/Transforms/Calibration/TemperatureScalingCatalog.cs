using Microsoft.ML.Calibrators;
using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;

// In ML.NET's namespace, so that the methods show up beside ML.NET's own.
namespace Microsoft.ML;

/// <summary>Temperature scaling in the catalogs of the tasks.</summary>
public static class TemperatureScalingCatalog
{
    /// <summary>Makes a calibrator of the probabilities of a multiclass model.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="labelColumnName">The name of the label column, a key.</param>
    /// <param name="scoreColumnName">The name of the column of scores.</param>
    /// <param name="scale">What the scores are.</param>
    /// <returns>The estimator; <see cref="TemperatureScalingEstimator"/> says how it calibrates.</returns>
    /// <exception cref="System.ArgumentOutOfRangeException">The scale is none, or a name is empty.</exception>
    /// <example>
    /// <code>
    /// var calibrator = mlContext.MulticlassClassification.TemperatureScaling().Fit(model.Transform(heldOut));
    /// var calibrated = model.Append(calibrator);
    /// </code>
    /// </example>
    public static TemperatureScalingEstimator TemperatureScaling(
        this MulticlassClassificationCatalog catalog, string labelColumnName = "Label", string scoreColumnName = "Score",
        ScoreScale scale = ScoreScale.Auto) => new(CatalogEnvironment.Of(catalog), labelColumnName, scoreColumnName, scale);

    /// <summary>
    /// Makes a calibrator of the probability of a binary model: it becomes the logistic function of score / T, where T, the temperature, is
    /// what held-out rows are likeliest by.
    /// </summary>
    /// <remarks>
    /// The fitted calibrator is ML.NET's own <see cref="PlattCalibrator"/> with a slope of -1 / T and no offset: unlike Platt's it leaves a
    /// score of 0 at a half. Fit it on scored rows that the model was not trained on, and append it to the model. If all rows are
    /// predicted right, no temperature is best: it stays 1, and the log warns.
    /// </remarks>
    /// <param name="catalog">The catalog.</param>
    /// <param name="labelColumnName">The name of the label column, a Boolean.</param>
    /// <param name="scoreColumnName">The name of the score column.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="System.ArgumentOutOfRangeException">A name is empty.</exception>
    public static IEstimator<CalibratorTransformer<PlattCalibrator>> Temperature(
        this BinaryClassificationCatalog.CalibratorsCatalog catalog, string labelColumnName = "Label", string scoreColumnName = "Score") =>
        new BinaryTemperatureScalingEstimator(CatalogEnvironment.Of(catalog), labelColumnName, scoreColumnName);
}
