using System.Runtime.CompilerServices;

namespace MlNetDl.Trainers.Optimization;

/// <summary>
/// Stochastic gradient descent. Without momentum w becomes w - eta g. With momentum mu the velocity v becomes mu v + g, and w
/// becomes w - eta v, or with Nesterov's w - eta (g + mu v) (Sutskever et al. 2013, in the form that PyTorch has it).
/// </summary>
internal sealed class Sgd(UpdateRule.Decay decay, int weightLength, int length, float momentum = 0, bool nesterov = false)
    : UpdateRule(decay, weightLength, length, buffers: momentum > 0 ? 1 : 0)
{
    private float _learningRate;

    private protected override void BeginStepCore(float learningRate) => _learningRate = learningRate;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Step(Span<float> parameters, ReadOnlySpan<float> gradient, int start, int length, StepFactors factors)
    {
        var w = Vectors(parameters, start, length);
        var g = Vectors(gradient, start, length);
        if (momentum == 0)
        {
            for (var i = 0; i < w.Length; i++)
                w[i] = (w[i] * factors.Keep) - (((g[i] * factors.GradientScale) + (w[i] * factors.Penalty)) * _learningRate);
            return;
        }

        var velocity = Vectors(Memory[0].AsSpan(), start, length);
        for (var i = 0; i < w.Length; i++)
        {
            var slope = (g[i] * factors.GradientScale) + (w[i] * factors.Penalty);
            var v = (velocity[i] * momentum) + slope;
            velocity[i] = v;
            var step = nesterov ? slope + (v * momentum) : v;
            w[i] = (w[i] * factors.Keep) - (step * _learningRate);
        }
    }
}
