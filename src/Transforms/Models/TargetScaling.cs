namespace MlNetDl.Transforms.Models;

/// <summary>How a regression network's output becomes a label: label = offset + scale * output.</summary>
/// <remarks>
/// It is not folded into the output layer: with an offset far larger than the scale, each of the layer's additions would lose
/// digits, and so only the last one does.
/// </remarks>
/// <param name="Offset">The mean of the training labels.</param>
/// <param name="Scale">Their standard deviation, 1 where it is 0.</param>
internal sealed record TargetScaling(float Offset, float Scale)
{
    /// <summary>The label that an output stands for.</summary>
    public float Undo(float output) => MathF.FusedMultiplyAdd(output, Scale, Offset);

    /// <summary>The output that a label asks for.</summary>
    public float Apply(float label) => (float)(((double)label - Offset) / Scale);
}
