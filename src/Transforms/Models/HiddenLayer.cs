using MlNetDl.Transforms.Numerics;

namespace MlNetDl.Transforms.Models;

/// <summary>A hidden layer of all members, whose units lie side by side.</summary>
internal sealed class HiddenLayer
{
    private readonly PackedWeights[] _weights;
    private readonly float[] _bias;
    private readonly int _members;
    private readonly int _inputStride;
    private readonly int _memberStride;

    /// <param name="layers">The layer of each member.</param>
    public HiddenLayer(IReadOnlyList<DenseLayer> layers)
    {
        var inputs = layers[0].Inputs;
        _members = layers.Count;
        _inputStride = PackedWeights.Stride(inputs);
        _memberStride = PackedWeights.Stride(layers[0].Units);
        _bias = new float[OutputStride];
        for (var m = 0; m < _members; m++)
            layers[m].Bias.CopyTo(_bias, m * _memberStride);
        var different = layers.Take(MemberLayers.ShareWeights(layers) ? 1 : _members);
        _weights = [.. different.Select(layer => new PackedWeights(layer.Weights, inputs))];
    }

    /// <summary>The distance between two rows of outputs.</summary>
    public int OutputStride => _members * _memberStride;

    /// <summary>Computes the outputs, before any activation.</summary>
    /// <param name="inputs">The units of the layer before it.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="outputs">The outputs, a row every <see cref="OutputStride"/> floats.</param>
    public void Apply(ReadOnlySpan<float> inputs, int rows, Span<float> outputs)
    {
        for (var r = 0; r < rows; r++)
            _bias.CopyTo(outputs[(r * OutputStride)..]);

        // Members with the same weights are rows more.
        var members = _weights.Length;
        var rowsOfOne = rows * _members / members;
        for (var m = 0; m < members; m++)
        {
            _weights[m].Add(
                inputs[(m * _inputStride)..], members * _inputStride, rowsOfOne, outputs[(m * _memberStride)..], members * _memberStride);
        }
    }
}
