using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDl.Trainers.Optimization;

/// <summary>Adam (Kingma and Ba 2015, "Adam: A Method for Stochastic Optimization", algorithm 1).</summary>
internal sealed class Adam(
    UpdateRule.Decay decay, int weightLength, int length, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f)
    : UpdateRule(decay, weightLength, length, buffers: 2)
{
    private float _stepSize;
    private float _epsilon;

    // m^ / (sqrt(v^) + eps) with m^ = m / (1 - b1^t) and v^ = v / (1 - b2^t), both corrections taken out of the loop.
    private protected override void BeginStepCore(float learningRate)
    {
        var correction = Math.Sqrt(1 - Math.Pow(beta2, Steps));
        _stepSize = (float)(learningRate * correction / (1 - Math.Pow(beta1, Steps)));
        // Never 0, or what has no gradient would become 0 / 0.
        _epsilon = MathF.Max((float)(epsilon * correction), float.Epsilon);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Step(Span<float> parameters, ReadOnlySpan<float> gradient, int start, int length, StepFactors factors)
    {
        var w = Vectors(parameters, start, length);
        var g = Vectors(gradient, start, length);
        var mean = Vectors(Memory[0].AsSpan(), start, length);
        var square = Vectors(Memory[1].AsSpan(), start, length);
        var smallest = new Vector<float>(_epsilon);
        for (var i = 0; i < w.Length; i++)
        {
            var slope = (g[i] * factors.GradientScale) + (w[i] * factors.Penalty);
            var m = (mean[i] * beta1) + (slope * (1 - beta1));
            var v = (square[i] * beta2) + (slope * slope * (1 - beta2));
            mean[i] = m;
            square[i] = v;
            w[i] = (w[i] * factors.Keep) - (m * _stepSize / (Vector.SquareRoot(v) + smallest));
        }
    }
}
