using MlNetDl.Trainers;

namespace MlNetDl.Transforms.Models;

/// <summary>A fully connected layer: y = f(W x + b).</summary>
/// <param name="Weights">W, [units, inputs], row after row.</param>
/// <param name="Bias">b, one a unit.</param>
/// <param name="Activation">f, applied to each unit.</param>
internal sealed record DenseLayer(float[] Weights, float[] Bias, Activation Activation)
{
    /// <summary>The number of outputs.</summary>
    public int Units => Bias.Length;

    /// <summary>The number of inputs.</summary>
    public int Inputs => Weights.Length / Bias.Length;
}
