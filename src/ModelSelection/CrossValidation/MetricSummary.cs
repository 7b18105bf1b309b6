namespace MlNetDl.ModelSelection;

/// <summary>A metric over folds.</summary>
/// <param name="Scores">The metric of each fold.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">Their standard deviation, with one less than the number of folds as divisor.</param>
/// <param name="StandardError">
/// The standard error of the mean, corrected for training sets that overlap: the standard deviation times the root of 1/J + n2/n1, for J
/// folds with n1 rows of training and n2 of testing (Nadeau and Bengio 2003).
/// </param>
/// <param name="ConfidenceLevel">The level of confidence of the interval.</param>
/// <param name="Lower">
/// The lower end of the interval: Student's t of J - 1 degrees of freedom times the standard error below the mean.
/// </param>
/// <param name="Upper">Its upper end.</param>
public sealed record MetricSummary(
    IReadOnlyList<double> Scores, double Mean, double StandardDeviation, double StandardError, double ConfidenceLevel, double Lower,
    double Upper);
