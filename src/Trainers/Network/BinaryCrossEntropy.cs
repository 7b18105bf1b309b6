namespace MlNetDl.Trainers.Network;

/// <summary>
/// The cross-entropy of a probability given by its log-odds z, - q log p - (1 - q) log(1 - p) in nats with p = 1 / (1 + exp(-z));
/// its derivative is p - q. A target is 0 or 1; with label smoothing e, q is (1 - e) target + e / 2.
/// </summary>
internal sealed class BinaryCrossEntropy(float labelSmoothing = 0) : SingleOutputLoss
{
    public override string ToString() => FormattableString.Invariant($"binary cross-entropy, label smoothing {labelSmoothing}");

    private protected override (float Loss, float Derivative) Row(float output, float target)
    {
        var q = ((1 - labelSmoothing) * target) + (labelSmoothing / 2);
        // log(1 + exp(z)) - q z, written so that exp never overflows.
        var e = MathF.Exp(-MathF.Abs(output));
        var loss = MathF.Max(output, 0) - (q * output) + Log1Plus(e);
        var p = (output >= 0 ? 1 : e) / (1 + e);
        return (loss, p - q);
    }

    // log(1 + e) loses the digits of a small e.
    private static float Log1Plus(float e) => e < 1e-4f ? e - (e * e / 2) : MathF.Log(1 + e);
}
