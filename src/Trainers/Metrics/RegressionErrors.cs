namespace MlNetDl.Trainers.Metrics;

/// <summary>Sums over the rows of regression.</summary>
internal static class RegressionErrors
{
    /// <summary>The weighted mean over the rows of something of their residual, the output less the target.</summary>
    public static double Mean(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, Func<double, double> error)
    {
        var (sum, total) = (0.0, 0.0);
        for (var row = 0; row < targets.Length; row++)
        {
            sum += weights[row] * error((double)outputs[row] - targets[row]);
            total += weights[row];
        }

        return sum / total;
    }
}
