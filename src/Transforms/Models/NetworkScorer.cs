using MlNetDl.Trainers;
using MlNetDl.Transforms.Numerics;

namespace MlNetDl.Transforms.Models;

/// <summary>
/// A fitted network made ready to score: immutable, shared by all threads. A <see cref="ScoringBuffer"/> holds what one
/// thread needs.
/// </summary>
internal sealed class NetworkScorer
{
    private const int MostBlockRows = 96;

    private readonly FittedNetwork _network;
    private readonly FirstLayer _first;
    private readonly HiddenLayer[] _hidden;
    private readonly OutputLayer? _last;
    private readonly Activation[] _activations;

    public NetworkScorer(FittedNetwork network)
    {
        _network = network;
        _activations = [.. network.Members[0].Select(layer => layer.Activation)];
        var (depth, layers) = (_activations.Length, network.LayersAt(0));
        if (depth == 1)
        {
            // The mean of linear functions is one.
            _first = new FirstLayer(network.Encoding, MemberLayers.Average(layers, stride: 0));
            _hidden = [];
        }
        else
        {
            _first = new FirstLayer(network.Encoding, MemberLayers.Stack(layers, PackedWeights.Stride(layers[0].Units)));
            _hidden = [.. Enumerable.Range(1, depth - 2).Select(l => new HiddenLayer(network.LayersAt(l)))];
            _last = new OutputLayer(network.LayersAt(depth - 1));
        }

        BlockRows = Math.Max(1, MostBlockRows / network.Members.Count);
        WidestStride = _hidden.Select(layer => layer.OutputStride).Append(_first.OutputStride).Max();
    }

    /// <summary>Rows that go through all layers together, so that what one layer writes is still in the cache for the next.</summary>
    public int BlockRows { get; }

    /// <summary>The number of feature slots.</summary>
    public int Inputs => _network.Inputs;

    /// <summary>The number of outputs.</summary>
    public int Outputs => _network.Outputs;

    /// <summary>The distance between two rows of inputs.</summary>
    public int InputStride => _network.Encoding.Stride;

    /// <summary>The distance between two rows of outputs.</summary>
    public int OutputStride => _last?.OutputStride ?? _first.OutputStride;

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
        if (_last is null)
        {
            _first.Apply(inputs, rows, outputs);
            return;
        }

        var x = scratch;
        var y = otherScratch;
        _first.Apply(inputs, rows, x);
        ActivationFunctions.Apply(_activations[0], x[..(rows * _first.OutputStride)]);
        for (var l = 0; l < _hidden.Length; l++)
        {
            _hidden[l].Apply(x, rows, y);
            ActivationFunctions.Apply(_activations[l + 1], y[..(rows * _hidden[l].OutputStride)]);
            var swapped = x;
            x = y;
            y = swapped;
        }

        _last.Apply(x, rows, outputs);
    }
}
