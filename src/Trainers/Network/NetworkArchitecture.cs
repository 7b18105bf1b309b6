using System.Collections.Immutable;

namespace MlNetDl.Trainers.Network;

/// <summary>
/// The network being trained, as a value. The TorchSharp module and the CPU training plan are two readings of it.
/// </summary>
/// <param name="Layers">The layers in order, the last one the output layer.</param>
/// <param name="InputDropout">The probability that an input is dropped in a training step.</param>
/// <param name="Members">
/// How many networks are trained together. They share the weights of the hidden layers; each has an input vector, by which its inputs are
/// multiplied, biases and an output layer of its own (TabM-mini: Gorishniy, Kotelnikov, Babenko 2024, "TabM").
/// </param>
internal sealed record NetworkArchitecture(ImmutableArray<LayerSpec> Layers, float InputDropout = 0, int Members = 1)
{
    /// <summary>The kinds of the inputs.</summary>
    public InputColumns Columns { get; init; } = InputColumns.AllDense(Layers[0].Inputs);

    /// <summary>The number of inputs of the first layer.</summary>
    public int Inputs => Layers[0].Inputs;

    /// <summary>The number of outputs of the last layer.</summary>
    public int Outputs => Layers[^1].Units;

    /// <summary>The number of weights; not an integer, which absurd widths would overflow.</summary>
    public double WeightCount =>
        Layers.Sum(layer => (double)layer.Inputs * layer.Units) + ((Members - 1.0) * Layers[^1].Inputs * Outputs);

    /// <summary>The multiply-adds of the matrix products of one row.</summary>
    public double MultiplyAdds => Members *
        (((double)Columns.Dense.Length * Layers[0].Units) + Layers.Skip(1).Sum(layer => (double)layer.Inputs * layer.Units));

    /// <summary>The probability that what a layer reads is dropped.</summary>
    public float DropoutBefore(int layer) => layer == 0 ? InputDropout : Layers[layer - 1].Dropout;

    /// <summary>The widths from the inputs to the outputs, such as 784-256-10.</summary>
    public override string ToString() => $"{Inputs}-{string.Join('-', Layers.Select(layer => layer.Units))}";

    /// <summary>A linear model: an output layer and nothing else.</summary>
    public static NetworkArchitecture Linear(int inputs, int outputs) => new([new LayerSpec(inputs, outputs, Activation.Identity)]);

    /// <summary>A multi-layer perceptron: hidden layers alike, and a linear output layer.</summary>
    public static NetworkArchitecture Mlp(
        int inputs, IReadOnlyList<int> hidden, Activation activation, float dropout, int outputs) =>
        Mlp(inputs, hidden, activation, [.. hidden.Select(_ => dropout)], outputs);

    /// <summary>A multi-layer perceptron: hidden layers alike but for their dropout, and a linear output layer.</summary>
    public static NetworkArchitecture Mlp(
        int inputs, IReadOnlyList<int> hidden, Activation activation, IReadOnlyList<float> dropout, int outputs,
        float inputDropout = 0, bool batchNormalization = false)
    {
        var layers = ImmutableArray.CreateBuilder<LayerSpec>(hidden.Count + 1);
        var width = inputs;
        for (var l = 0; l < hidden.Count; l++)
        {
            layers.Add(new LayerSpec(width, hidden[l], activation, dropout[l], batchNormalization));
            width = hidden[l];
        }

        layers.Add(new LayerSpec(width, outputs, Activation.Identity));
        return new NetworkArchitecture(layers.MoveToImmutable(), inputDropout);
    }
}
