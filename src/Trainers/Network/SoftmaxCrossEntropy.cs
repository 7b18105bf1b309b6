using MlNetDl.Transforms.Numerics;

namespace MlNetDl.Trainers.Network;

/// <summary>
/// The cross-entropy of the softmax of the outputs, -log p_y in nats; its derivative by output k is p_k - [k = y]. A target
/// is the index of a class.
/// </summary>
internal sealed class SoftmaxCrossEntropy(int classes) : ILoss
{
    public double Differentiate(Span<float> outputs, ReadOnlySpan<float> targets, float scale)
    {
        Softmax.SubtractMaxima(outputs, targets.Length, classes, stride: classes);
        var loss = 0.0;
        for (var r = 0; r < targets.Length; r++)
            loss -= outputs[(r * classes) + (int)targets[r]];

        Softmax.Exponentiate(outputs);
        for (var r = 0; r < targets.Length; r++)
        {
            var row = outputs.Slice(r * classes, classes);
            var sum = 0f;
            foreach (var e in row)
                sum += e;
            loss += MathF.Log(sum);
            var factor = scale / sum;
            foreach (ref var e in row)
                e *= factor;
            row[(int)targets[r]] -= scale;
        }

        return loss;
    }
}
