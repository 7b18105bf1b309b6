namespace MlNetDl.Trainers.Tasks;

/// <summary>The options that only regression has.</summary>
/// <param name="Loss">What is minimized.</param>
/// <param name="HuberDelta">Where Huber's loss turns, in standard deviations of the label.</param>
/// <param name="Quantile">The quantile of the pinball loss.</param>
internal sealed record RegressionOptions(RegressionLoss Loss = RegressionLoss.SquaredError, float HuberDelta = 1.35f,
    float Quantile = 0.5f);
