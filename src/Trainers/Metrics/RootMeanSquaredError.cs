namespace MlNetDl.Trainers.Metrics;

/// <summary>The root of the mean squared error, in the label's units.</summary>
/// <param name="scale">The label's units in one of the targets'.</param>
internal sealed class RootMeanSquaredError(double scale) : IValidationMeasure
{
    public string Name => nameof(ValidationMetric.RootMeanSquaredError);

    public bool LargerIsBetter => false;

    public double Measure(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights) =>
        scale * Math.Sqrt(RegressionErrors.Mean(outputs, targets, weights, residual => residual * residual));
}
