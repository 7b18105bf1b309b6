using MlNetDl.Transforms.Numerics;

namespace MlNetDl.Trainers.Network;

/// <summary>
/// Where the parameters of each layer lie in one flat vector: all weights, all biases, all scales of normalized layers, and
/// behind these, which are learned, the statistics that normalized layers collect. Each matrix and vector is padded.
/// </summary>
/// <remarks>So the weights, which alone are decayed, are one range; padding stays zero, for its gradient does.</remarks>
internal sealed class ParameterLayout
{
    private readonly int[] _weights;
    private readonly int[] _biases;
    private readonly int[] _scales;
    private readonly int[] _means;
    private readonly int[] _variances;
    private int _next;

    public ParameterLayout(NetworkArchitecture architecture)
    {
        var layers = architecture.Layers;
        _weights = [.. layers.Select(layer => Place(checked(layer.Units * layer.Inputs)))];
        WeightLength = _next;
        _biases = [.. layers.Select(layer => Place(layer.Units))];
        _scales = [.. layers.Select(PlaceNormalized)];
        Length = _next;
        _means = [.. layers.Select(PlaceNormalized)];
        _variances = [.. layers.Select(PlaceNormalized)];
        StateLength = _next;
    }

    /// <summary>The length of the whole vector, statistics included.</summary>
    public int StateLength { get; }

    /// <summary>The length of its first part, what is learned; a gradient is as long.</summary>
    public int Length { get; }

    /// <summary>The length of the part before all others, the weights.</summary>
    public int WeightLength { get; }

    /// <summary>Where a layer's weights start: [units, inputs], row after row.</summary>
    public int Weights(int layer) => _weights[layer];

    /// <summary>Where a layer's biases start.</summary>
    public int Bias(int layer) => _biases[layer];

    /// <summary>Where the scales of a normalized layer start.</summary>
    public int Scale(int layer) => _scales[layer];

    /// <summary>Where the running means of a normalized layer start.</summary>
    public int Mean(int layer) => _means[layer];

    /// <summary>Where the running variances of a normalized layer start.</summary>
    public int Variance(int layer) => _variances[layer];

    private int PlaceNormalized(LayerSpec layer) => layer.IsNormalized ? Place(layer.Units) : _next;

    private int Place(int length)
    {
        var start = _next;
        _next = checked(_next + Alignment.RoundUp(length));
        return start;
    }
}
