using System.Numerics;

namespace MlNetDl.Trainers.Training;

/// <summary>
/// Adam (Kingma and Ba 2015, "Adam: A Method for Stochastic Optimization", algorithm 1) with beta1 = 0.9, beta2 = 0.999,
/// epsilon = 1e-8.
/// </summary>
internal sealed class Adam(float weightDecay, int weightLength, int length) : Optimizer(weightDecay, weightLength)
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const float Epsilon = 1e-8f;

    private readonly float[] _mean = new float[length];
    private readonly float[] _square = new float[length];
    private int _step;
    private float _stepSize;
    private float _epsilon;

    // m^ / (sqrt(v^) + eps) with m^ = m / (1 - b1^t) and v^ = v / (1 - b2^t), both corrections taken out of the loop.
    private protected override void BeginStepCore(float learningRate)
    {
        _step++;
        var correction = Math.Sqrt(1 - Math.Pow(Beta2, _step));
        _stepSize = (float)(learningRate * correction / (1 - Math.Pow(Beta1, _step)));
        _epsilon = (float)(Epsilon * correction);
    }

    private protected override void Step(Span<float> parameters, ReadOnlySpan<float> gradient, int start, int length, float keep)
    {
        var w = Vectors(parameters, start, length);
        var g = Vectors(gradient, start, length);
        var mean = Vectors(_mean.AsSpan(), start, length);
        var square = Vectors(_square.AsSpan(), start, length);
        var epsilon = new Vector<float>(_epsilon);
        for (var i = 0; i < w.Length; i++)
        {
            var m = (mean[i] * Beta1) + (g[i] * (1 - Beta1));
            var v = (square[i] * Beta2) + (g[i] * g[i] * (1 - Beta2));
            mean[i] = m;
            square[i] = v;
            w[i] = (w[i] * keep) - (m * _stepSize / (Vector.SquareRoot(v) + epsilon));
        }
    }
}
