namespace MlNetDl.Transforms.Models;

/// <summary>
/// A network after training: its input encoding and its layers, the last one the output layer. Whatever training did is
/// gone or folded in; scoring, saving and exporting read just this.
/// </summary>
internal sealed class FittedNetwork
{
    public FittedNetwork(InputEncoding encoding, IReadOnlyList<DenseLayer> layers)
    {
        Encoding = encoding;
        Layers = layers;
    }

    /// <summary>What is done to the inputs first.</summary>
    public InputEncoding Encoding { get; }

    /// <summary>The layers in order; each takes the outputs of the one before it.</summary>
    public IReadOnlyList<DenseLayer> Layers { get; }

    /// <summary>The number of feature slots.</summary>
    public int Inputs => Encoding.Slots;

    /// <summary>The number of outputs.</summary>
    public int Outputs => Layers[^1].Units;
}
