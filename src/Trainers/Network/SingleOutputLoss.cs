namespace MlNetDl.Trainers.Network;

/// <summary>A loss of networks with one output, row by row.</summary>
internal abstract class SingleOutputLoss : ILoss
{
    public double Differentiate(Span<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, float scale)
    {
        var total = 0.0;
        for (var r = 0; r < targets.Length; r++)
        {
            var weight = weights.IsEmpty ? 1 : weights[r];
            var (loss, derivative) = Row(outputs[r], targets[r]);
            total += (double)weight * loss;
            outputs[r] = weight * scale * derivative;
        }

        return total;
    }

    /// <summary>The loss of a row, and its derivative by the output.</summary>
    private protected abstract (float Loss, float Derivative) Row(float output, float target);
}
