namespace MlNetDl.Trainers.Network;

/// <summary>
/// The pinball loss, tau (y - z) below the target and (1 - tau) (z - y) above, which the tau-quantile minimizes (Koenker and
/// Bassett 1978, "Regression Quantiles").
/// </summary>
internal sealed class QuantileLoss(float quantile) : SingleOutputLoss
{
    public override string ToString() => FormattableString.Invariant($"pinball loss, quantile {quantile}");

    private protected override (float Loss, float Derivative) Row(float output, float target)
    {
        var residual = target - output;
        if (residual == 0)
            return (0, 0);
        return residual > 0 ? (quantile * residual, -quantile) : ((quantile - 1) * residual, 1 - quantile);
    }
}
