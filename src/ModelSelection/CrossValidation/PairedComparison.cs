namespace MlNetDl.ModelSelection;

/// <summary>Two pipelines compared on the same folds, by the corrected resampled t-test (Nadeau and Bengio 2003).</summary>
/// <param name="Differences">The first pipeline's metric less the second's, a fold.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardError">
/// The standard error of the mean, corrected for training sets that overlap: the standard deviation of the differences times the root of
/// 1/J + n2/n1,
/// for J folds with n1 rows of training and n2 of testing.
/// </param>
/// <param name="T">The mean over its standard error.</param>
/// <param name="DegreesOfFreedom">The number of folds less one.</param>
/// <param name="PValue">How likely a difference at least as large is by chance alone; two-sided.</param>
/// <param name="ConfidenceLevel">The level of confidence of the interval.</param>
/// <param name="Lower">The lower end of the interval that holds the difference.</param>
/// <param name="Upper">Its upper end.</param>
public sealed record PairedComparison(
    IReadOnlyList<double> Differences, double Mean, double StandardError, double T, int DegreesOfFreedom, double PValue,
    double ConfidenceLevel, double Lower, double Upper)
{
    /// <summary>Whether the difference is more than noise at the level of confidence.</summary>
    public bool IsSignificant => PValue < 1 - ConfidenceLevel;
}
