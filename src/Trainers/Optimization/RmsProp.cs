using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDl.Trainers.Optimization;

/// <summary>
/// RMSProp (Tieleman and Hinton 2012, lecture 6.5), in the form that PyTorch has it: v becomes alpha v + (1 - alpha) g^2, and w
/// becomes w - eta g / (sqrt(v) + epsilon).
/// </summary>
internal sealed class RmsProp(UpdateRule.Decay decay, int weightLength, int length, float alpha = 0.99f, float epsilon = 1e-8f)
    : UpdateRule(decay, weightLength, length, buffers: 1)
{
    private float _learningRate;

    private protected override void BeginStepCore(float learningRate) => _learningRate = learningRate;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Step(Span<float> parameters, ReadOnlySpan<float> gradient, int start, int length, StepFactors factors)
    {
        var w = Vectors(parameters, start, length);
        var g = Vectors(gradient, start, length);
        var square = Vectors(Memory[0].AsSpan(), start, length);
        var smallest = new Vector<float>(epsilon);
        for (var i = 0; i < w.Length; i++)
        {
            var slope = (g[i] * factors.GradientScale) + (w[i] * factors.Penalty);
            var v = (square[i] * alpha) + (slope * slope * (1 - alpha));
            square[i] = v;
            w[i] = (w[i] * factors.Keep) - (slope * _learningRate / (Vector.SquareRoot(v) + smallest));
        }
    }
}
