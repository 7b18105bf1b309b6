using System.Numerics;
using System.Runtime.InteropServices;

namespace MlNetDl.Trainers.Optimization;

/// <summary>
/// How a gradient changes the parameters: one derived class an optimizer. Weight decay is the same for all of them; it is for
/// the weights, which come first in the vector of parameters.
/// </summary>
internal abstract class UpdateRule
{
    private readonly Decay _decay;
    private readonly int _weightLength;
    private float _keep;
    private float _gradientScale;
    private float _penalty;

    /// <param name="decay">The weight decay.</param>
    /// <param name="weightLength">The length of the part of the parameters that decays.</param>
    /// <param name="length">The length of all parameters.</param>
    /// <param name="buffers">How many vectors of that length the rule remembers.</param>
    private protected UpdateRule(Decay decay, int weightLength, int length, int buffers)
    {
        _decay = decay;
        _weightLength = weightLength;
        Memory = [.. Enumerable.Range(0, buffers).Select(_ => new float[length])];
    }

    /// <summary>What the rule remembers between steps, such as velocities; all zero at first.</summary>
    public IReadOnlyList<float[]> Memory { get; }

    /// <summary>The number of steps begun.</summary>
    public long Steps { get; set; }

    /// <summary>Begins the next step, before any range of it.</summary>
    /// <param name="learningRate">The learning rate of the step.</param>
    /// <param name="gradientScale">What the gradient is multiplied by first, as clipping asks for.</param>
    /// <param name="meanLoss">The mean loss of the last batches, which relative weight decay goes by.</param>
    public void BeginStep(float learningRate, float gradientScale = 1, double meanLoss = 1)
    {
        Steps++;
        _penalty = _decay.Form switch
        {
            WeightDecayForm.Coupled => _decay.Rate,
            WeightDecayForm.Relative => (float)(_decay.Rate * meanLoss),
            _ => 0,
        };
        _gradientScale = gradientScale;
        _keep = _decay.Form == WeightDecayForm.Decoupled ? 1 - (learningRate * _decay.Rate) : 1;
        BeginStepCore(learningRate);
    }

    /// <summary>Changes a range of the parameters. Ranges that do not overlap may run at the same time.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="gradient">The gradient of all parameters.</param>
    /// <param name="start">The start of the range, a multiple of a vector's length.</param>
    /// <param name="length">The length of the range, likewise.</param>
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradient, int start, int length)
    {
        var decayed = Math.Clamp(_weightLength - start, 0, length);
        Step(parameters, gradient, start, decayed, new StepFactors(_gradientScale, _penalty, _keep));
        Step(parameters, gradient, start + decayed, length - decayed, new StepFactors(_gradientScale, 0, 1));
    }

    /// <summary>Sets what all ranges of the step have in common.</summary>
    private protected abstract void BeginStepCore(float learningRate);

    private protected abstract void Step(Span<float> parameters, ReadOnlySpan<float> gradient, int start, int length, StepFactors factors);

    private protected static Span<Vector<float>> Vectors(Span<float> values, int start, int length) =>
        MemoryMarshal.Cast<float, Vector<float>>(values.Slice(start, length));

    private protected static ReadOnlySpan<Vector<float>> Vectors(ReadOnlySpan<float> values, int start, int length) =>
        MemoryMarshal.Cast<float, Vector<float>>(values.Slice(start, length));

    /// <summary>What decays how fast.</summary>
    internal readonly record struct Decay(float Rate, WeightDecayForm Form);

    /// <summary>What all rules do to gradient and weight before their own formula.</summary>
    /// <param name="GradientScale">The gradient is multiplied by it.</param>
    /// <param name="Penalty">So much of the weight is then added to the gradient: coupled decay.</param>
    /// <param name="Keep">The weight is multiplied by it: decoupled decay.</param>
    private protected readonly record struct StepFactors(float GradientScale, float Penalty, float Keep);
}
