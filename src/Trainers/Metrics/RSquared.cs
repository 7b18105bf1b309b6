namespace MlNetDl.Trainers.Metrics;

/// <summary>
/// The coefficient of determination: 1 less the squared error over that of the mean. Where all labels are equal it is not a number.
/// </summary>
internal sealed class RSquared : IValidationMeasure
{
    public string Name => nameof(ValidationMetric.RSquared);

    public bool LargerIsBetter => true;

    public double Measure(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights)
    {
        if (!targets.ContainsAnyExcept(targets[0]))
            return double.NaN;
        var none = new float[targets.Length];
        var mean = -RegressionErrors.Mean(none, targets, weights, residual => residual);
        return 1 - (RegressionErrors.Mean(outputs, targets, weights, residual => residual * residual) /
            RegressionErrors.Mean(none, targets, weights, residual => Math.Pow(residual + mean, 2)));
    }
}
