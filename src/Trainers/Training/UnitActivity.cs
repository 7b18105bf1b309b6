using System.Numerics;
using System.Runtime.InteropServices;
using MlNetDl.Trainers.Network;

namespace MlNetDl.Trainers.Training;

/// <summary>
/// Which ReLUs got a gradient at all in an epoch. The gradient by a unit's bias is the sum of its derivatives over the rows: where it
/// is exactly zero in every step, the unit was dead. (That derivatives cancel in every step is possible only where there are few rows
/// and few steps.)
/// </summary>
internal sealed class UnitActivity(NetworkArchitecture architecture, ParameterLayout layout)
{
    private readonly float[] _largest = new float[layout.Bias(architecture.Layers.Length - 1) - layout.WeightLength];

    public void Reset() => Array.Clear(_largest);

    /// <summary>Takes in the gradient of a step.</summary>
    public void Add(ReadOnlySpan<float> gradient)
    {
        var largest = MemoryMarshal.Cast<float, Vector<float>>(_largest.AsSpan());
        var biases = MemoryMarshal.Cast<float, Vector<float>>(gradient.Slice(layout.WeightLength, _largest.Length));
        for (var i = 0; i < largest.Length; i++)
            largest[i] = Vector.Max(largest[i], Vector.Abs(biases[i]));
    }

    /// <summary>The share of the hidden units that got none.</summary>
    public double DeadShare()
    {
        var (dead, units) = (0, 0);
        for (var l = 0; l < architecture.Layers.Length - 1; l++)
        {
            units += architecture.Members * architecture.Layers[l].Units;
            // No other activation is flat.
            if (architecture.Layers[l].Activation != Activation.ReLU)
                continue;
            for (var member = 0; member < architecture.Members; member++)
            {
                foreach (var largest in _largest.AsSpan(layout.Bias(l, member) - layout.WeightLength, architecture.Layers[l].Units))
                    dead += largest == 0 ? 1 : 0;
            }
        }

        return units == 0 ? 0 : (double)dead / units;
    }
}
