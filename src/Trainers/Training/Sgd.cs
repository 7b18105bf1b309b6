namespace MlNetDl.Trainers.Training;

/// <summary>Stochastic gradient descent: w becomes (1 - eta * lambda) w - eta * g.</summary>
internal sealed class Sgd(float weightDecay, int weightLength) : Optimizer(weightDecay, weightLength)
{
    private float _learningRate;

    private protected override void BeginStepCore(float learningRate) => _learningRate = learningRate;

    private protected override void Step(Span<float> parameters, ReadOnlySpan<float> gradient, int start, int length, float keep)
    {
        var w = Vectors(parameters, start, length);
        var g = Vectors(gradient, start, length);
        for (var i = 0; i < w.Length; i++)
            w[i] = (w[i] * keep) - (g[i] * _learningRate);
    }
}
