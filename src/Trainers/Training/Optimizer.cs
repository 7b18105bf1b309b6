using System.Numerics;
using System.Runtime.InteropServices;

namespace MlNetDl.Trainers.Training;

/// <summary>
/// How a gradient changes the parameters. Weight decay is decoupled (Loshchilov and Hutter 2019, "Decoupled Weight Decay
/// Regularization"): w becomes (1 - eta * lambda) w before the step, weights only, never biases.
/// </summary>
internal abstract class Optimizer(float weightDecay, int weightLength)
{
    private float _learningRate;

    /// <summary>Begins the next step, before any range of it.</summary>
    public void BeginStep(float learningRate)
    {
        _learningRate = learningRate;
        BeginStepCore(learningRate);
    }

    /// <summary>Changes a range of the parameters. Ranges that do not overlap may run at the same time.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="gradient">The gradient of all parameters.</param>
    /// <param name="start">The start of the range, a multiple of a vector's length.</param>
    /// <param name="length">The length of the range, likewise.</param>
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradient, int start, int length)
    {
        var decayed = Math.Clamp(weightLength - start, 0, length);
        Step(parameters, gradient, start, decayed, 1 - (_learningRate * weightDecay));
        Step(parameters, gradient, start + decayed, length - decayed, 1);
    }

    private protected virtual void BeginStepCore(float learningRate)
    {
    }

    private protected abstract void Step(Span<float> parameters, ReadOnlySpan<float> gradient, int start, int length, float keep);

    private protected static Span<Vector<float>> Vectors(Span<float> values, int start, int length) =>
        MemoryMarshal.Cast<float, Vector<float>>(values.Slice(start, length));

    private protected static ReadOnlySpan<Vector<float>> Vectors(ReadOnlySpan<float> values, int start, int length) =>
        MemoryMarshal.Cast<float, Vector<float>>(values.Slice(start, length));
}
