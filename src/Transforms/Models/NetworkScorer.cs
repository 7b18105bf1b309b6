using MlNetDl.Transforms.Numerics;

namespace MlNetDl.Transforms.Models;

/// <summary>
/// A fitted network made ready to score: immutable, shared by all threads. A <see cref="ScoringBuffer"/> holds what one
/// thread needs.
/// </summary>
internal sealed class NetworkScorer
{
    /// <summary>Rows that go through all layers together, so that what one layer writes is still in the cache for the next.</summary>
    public const int BlockRows = 96;

    private readonly FittedNetwork _network;
    private readonly PackedLayer[] _layers;

    public NetworkScorer(FittedNetwork network)
    {
        _network = network;
        _layers = [.. network.Members[0].Select(layer => new PackedLayer(layer.Weights, layer.Bias))];
        WidestStride = _layers.Max(layer => layer.OutputStride);
    }

    /// <summary>The number of feature slots.</summary>
    public int Inputs => _network.Inputs;

    /// <summary>The number of outputs.</summary>
    public int Outputs => _network.Outputs;

    /// <summary>The distance between two rows of inputs.</summary>
    public int InputStride => _network.Encoding.Stride;

    /// <summary>The distance between two rows of outputs.</summary>
    public int OutputStride => _layers[^1].OutputStride;

    /// <summary>The longest row any layer writes.</summary>
    public int WidestStride { get; }

    /// <summary>Scores up to <see cref="BlockRows"/> rows.</summary>
    /// <param name="inputs">The raw features; overwritten by their encoding.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="outputs">The outputs, before any softmax.</param>
    /// <param name="scratch">Room for <paramref name="rows"/> rows of <see cref="WidestStride"/>.</param>
    /// <param name="otherScratch">As much again.</param>
    public void Score(Span<float> inputs, int rows, Span<float> outputs, Span<float> scratch, Span<float> otherScratch)
    {
        for (var r = 0; r < rows; r++)
            _network.Encoding.Apply(inputs.Slice(r * InputStride, InputStride));

        var x = inputs;
        var stride = InputStride;
        for (var l = 0; l < _layers.Length; l++)
        {
            var layer = _layers[l];
            var y = l == _layers.Length - 1 ? outputs : l % 2 == 0 ? scratch : otherScratch;
            layer.Apply(x, stride, rows, y);
            ActivationFunctions.Apply(_network.Members[0][l].Activation, y[..(rows * layer.OutputStride)]);
            x = y;
            stride = layer.OutputStride;
        }
    }
}
