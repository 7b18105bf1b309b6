namespace MlNetDl.Trainers.Metrics;

/// <summary>The mean absolute error, in the label's units.</summary>
/// <param name="scale">The label's units in one of the targets'.</param>
internal sealed class MeanAbsoluteError(double scale) : IValidationMeasure
{
    public string Name => nameof(ValidationMetric.MeanAbsoluteError);

    public bool LargerIsBetter => false;

    public double Measure(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights) =>
        scale * RegressionErrors.Mean(outputs, targets, weights, Math.Abs);
}
