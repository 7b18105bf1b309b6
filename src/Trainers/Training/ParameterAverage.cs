using System.Numerics;
using System.Runtime.InteropServices;

namespace MlNetDl.Trainers.Training;

/// <summary>A moving average of the parameters (Polyak and Juditsky 1992).</summary>
internal sealed class ParameterAverage(float decay, int length)
{
    public float[] Values { get; } = new float[length];

    /// <summary>Takes in the parameters after a step.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="step">The number of the step, from 1.</param>
    public void Add(ReadOnlySpan<float> parameters, long step)
    {
        // The first parameters are no better than chance: they are forgotten faster (TensorFlow's num_updates).
        var kept = step == 1 ? 0 : (float)Math.Min(decay, (1.0 + step) / (10 + step));
        var averages = MemoryMarshal.Cast<float, Vector<float>>(Values.AsSpan());
        var newest = MemoryMarshal.Cast<float, Vector<float>>(parameters);
        for (var i = 0; i < averages.Length; i++)
            averages[i] = newest[i] + ((averages[i] - newest[i]) * kept);
    }
}
