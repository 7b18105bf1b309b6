using MlNetDl.Transforms.Numerics;

namespace MlNetDl.Trainers.Network;

/// <summary>
/// Where the parameters of each layer lie in one flat vector: all weights, all biases, all scales of normalized layers, all input vectors,
/// and behind these, which are learned, the statistics that normalized layers collect. Each matrix and vector is padded.
/// </summary>
/// <remarks>
/// So the weights, which alone are decayed, are one range; padding stays zero, for its gradient does. What members do not share lies
/// behind what they do.
/// </remarks>
internal sealed class ParameterLayout
{
    private readonly int[] _weights;
    private readonly int[] _outputWeights;
    private readonly int[][] _biases;
    private readonly int[] _scales;
    private readonly int[] _inputVectors;
    private readonly int[] _means;
    private readonly int[] _variances;
    private int _next;

    public ParameterLayout(NetworkArchitecture architecture)
    {
        var (layers, columns) = (architecture.Layers, architecture.Columns);
        int[] members = [.. Enumerable.Range(0, architecture.Members)];
        IsInputMajor = layers.Length > 1 || columns.Gathered > 0;
        _weights = [.. layers.SkipLast(1).Select(Weights)];
        SharedLength = _next;
        _outputWeights = [.. members.Select(_ => Weights(layers[^1]))];
        WeightLength = _next;
        _biases = [.. layers.Select(layer => members.Select(_ => Place(layer.Units)).ToArray())];
        _scales = [.. layers.Select(PlaceNormalized)];
        _inputVectors = [.. members.Skip(architecture.Members > 1 ? 0 : 1).Select(_ => Place(columns.Count))];
        Length = _next;
        _means = [.. layers.Select(PlaceNormalized)];
        _variances = [.. layers.Select(PlaceNormalized)];
        StateLength = _next;

        int Weights(LayerSpec layer) => Place(checked(layer.Units * layer.Inputs));
    }

    /// <summary>The length of the whole vector, statistics included.</summary>
    public int StateLength { get; }

    /// <summary>The length of its first part, what is learned; a gradient is as long.</summary>
    public int Length { get; }

    /// <summary>The length of the part before all others, the weights.</summary>
    public int WeightLength { get; }

    /// <summary>The length of the first part of these, the weights that members share.</summary>
    public int SharedLength { get; }

    /// <summary>
    /// Whether the first layer's weights are [inputs, units], input after input in the order of <see cref="InputColumns"/>, so that an
    /// input's weights can be gathered. All others are [units, inputs], unit after unit, which suits narrow output layers.
    /// </summary>
    public bool IsInputMajor { get; }

    /// <summary>Where a layer's weights start; members have output weights of their own.</summary>
    public int Weights(int layer, int member = 0) => layer < _weights.Length ? _weights[layer] : _outputWeights[member];

    /// <summary>Where a member's biases of a layer start; members lie one after the other.</summary>
    public int Bias(int layer, int member = 0) => _biases[layer][member];

    /// <summary>Where the scales of a normalized layer start.</summary>
    public int Scale(int layer) => _scales[layer];

    /// <summary>Where the vector that a member's inputs are multiplied by starts; only where there are several members.</summary>
    public int InputVector(int member) => _inputVectors[member];

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
