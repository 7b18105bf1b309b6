namespace MlNetDl.Reports.Curves;

/// <summary>The rows of a bin of predicted probabilities.</summary>
/// <param name="Probability">The mean of the probabilities.</param>
/// <param name="Share">The share of the positive rows.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Lower">The lower end of the 95 % interval of the share, Wilson's.</param>
/// <param name="Upper">Its upper end.</param>
internal sealed record CalibrationPoint(double Probability, double Share, int Rows, double Lower, double Upper);
