namespace MlNetDl.Trainers.Network;

/// <summary>
/// (z - y)^2 / 2 as long as |z - y| is at most delta, beyond it delta (|z - y| - delta / 2) (Huber 1964, "Robust Estimation of
/// a Location Parameter").
/// </summary>
internal sealed class HuberLoss(float delta) : SingleOutputLoss
{
    public override string ToString() => FormattableString.Invariant($"Huber's loss, delta {delta}");

    private protected override (float Loss, float Derivative) Row(float output, float target)
    {
        var residual = output - target;
        var size = MathF.Abs(residual);
        return size <= delta
            ? (residual * residual / 2, residual)
            : (delta * (size - (delta / 2)), residual > 0 ? delta : -delta);
    }
}
