using MlNetDl.Transforms.Numerics;

namespace MlNetDl.Trainers.Network;

/// <summary>
/// Where the parameters of each layer lie in one flat vector: all weights, then all biases, each matrix and vector padded.
/// So the weights, which alone are decayed, are one range; padding stays zero, for its gradient does.
/// </summary>
internal sealed class ParameterLayout
{
    private readonly int[] _weights;
    private readonly int[] _biases;

    public ParameterLayout(NetworkArchitecture architecture)
    {
        var layers = architecture.Layers;
        _weights = new int[layers.Length];
        _biases = new int[layers.Length];
        var offset = 0;
        for (var l = 0; l < layers.Length; l++)
        {
            _weights[l] = offset;
            offset = checked(offset + Alignment.RoundUp(checked(layers[l].Units * layers[l].Inputs)));
        }

        WeightLength = offset;
        for (var l = 0; l < layers.Length; l++)
        {
            _biases[l] = offset;
            offset = checked(offset + Alignment.RoundUp(layers[l].Units));
        }

        Length = offset;
    }

    /// <summary>The length of the whole vector.</summary>
    public int Length { get; }

    /// <summary>The length of its first part, the weights.</summary>
    public int WeightLength { get; }

    /// <summary>Where a layer's weights start: [units, inputs], row after row.</summary>
    public int Weights(int layer) => _weights[layer];

    /// <summary>Where a layer's biases start.</summary>
    public int Bias(int layer) => _biases[layer];
}
