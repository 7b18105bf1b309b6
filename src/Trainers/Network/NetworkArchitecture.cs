using System.Collections.Immutable;

namespace MlNetDl.Trainers.Network;

/// <summary>
/// The network being trained, as a value. The TorchSharp module and the CPU training plan are two readings of it.
/// </summary>
/// <param name="Layers">The layers in order, the last one the output layer.</param>
internal sealed record NetworkArchitecture(ImmutableArray<LayerSpec> Layers)
{
    /// <summary>The number of inputs of the first layer.</summary>
    public int Inputs => Layers[0].Inputs;

    /// <summary>The number of outputs of the last layer.</summary>
    public int Outputs => Layers[^1].Units;

    /// <summary>The number of weights; not an integer, which absurd widths would overflow.</summary>
    public double WeightCount => Layers.Sum(layer => (double)layer.Inputs * layer.Units);

    /// <summary>The widths from the inputs to the outputs, such as 784-256-10.</summary>
    public override string ToString() => $"{Inputs}-{string.Join('-', Layers.Select(layer => layer.Units))}";

    /// <summary>A multi-layer perceptron: hidden layers alike, and a linear output layer.</summary>
    public static NetworkArchitecture Mlp(int inputs, IReadOnlyList<int> hidden, Activation activation, float dropout, int outputs)
    {
        var layers = ImmutableArray.CreateBuilder<LayerSpec>(hidden.Count + 1);
        var width = inputs;
        foreach (var units in hidden)
        {
            layers.Add(new LayerSpec(width, units, activation, dropout));
            width = units;
        }

        layers.Add(new LayerSpec(width, outputs, Activation.Identity, 0));
        return new NetworkArchitecture(layers.MoveToImmutable());
    }
}
