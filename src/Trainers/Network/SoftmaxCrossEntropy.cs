using MlNetDl.Transforms.Numerics;

namespace MlNetDl.Trainers.Network;

/// <summary>
/// The cross-entropy of the softmax of the outputs, - sum over k of q_k log p_k in nats; its derivative by output k is
/// p_k - q_k. A target is the index y of a class. Without label smoothing q is 1 at y and 0 elsewhere; with smoothing e it is
/// (1 - e) [k = y] + e / classes (Szegedy et al. 2016, "Rethinking the Inception Architecture for Computer Vision", section 7).
/// </summary>
internal sealed class SoftmaxCrossEntropy(int classes, float labelSmoothing = 0) : ILoss
{
    private readonly float _elsewhere = labelSmoothing / classes;

    public override string ToString() => FormattableString.Invariant($"softmax cross-entropy, label smoothing {labelSmoothing}");

    public double Differentiate(Span<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, float scale)
    {
        Softmax.SubtractMaxima(outputs, targets.Length, classes, stride: classes);
        var loss = 0.0;
        for (var r = 0; r < targets.Length; r++)
            loss -= Weight(weights, r) * ExpectedOutput(outputs.Slice(r * classes, classes), (int)targets[r]);

        Softmax.Exponentiate(outputs);
        for (var r = 0; r < targets.Length; r++)
        {
            var row = outputs.Slice(r * classes, classes);
            var sum = 0f;
            foreach (var e in row)
                sum += e;
            var weight = Weight(weights, r);
            loss += weight * MathF.Log(sum);
            var factor = weight * scale / sum;
            var subtrahend = weight * scale * _elsewhere;
            foreach (ref var e in row)
                e = (e * factor) - subtrahend;
            row[(int)targets[r]] -= weight * scale * (1 - labelSmoothing);
        }

        return loss;
    }

    /// <summary>The sum over k of q_k z_k.</summary>
    private float ExpectedOutput(ReadOnlySpan<float> row, int target)
    {
        var expected = (1 - labelSmoothing) * row[target];
        if (_elsewhere > 0)
        {
            foreach (var z in row)
                expected += _elsewhere * z;
        }

        return expected;
    }

    private static float Weight(ReadOnlySpan<float> weights, int row) => weights.IsEmpty ? 1 : weights[row];
}
