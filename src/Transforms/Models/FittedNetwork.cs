namespace MlNetDl.Transforms.Models;

/// <summary>
/// What training gives: an input encoding, and one network or several of the same shape, whose outputs are averaged. Whatever training
/// did is gone or folded in; scoring, saving and exporting read just this.
/// </summary>
internal sealed class FittedNetwork
{
    public FittedNetwork(InputEncoding encoding, IReadOnlyList<IReadOnlyList<DenseLayer>> members)
    {
        Encoding = encoding;
        Members = members;
    }

    /// <summary>What is done to the inputs first.</summary>
    public InputEncoding Encoding { get; }

    /// <summary>
    /// The layers of each network in order; each layer takes the outputs of the one before it, the first the encoded columns.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<DenseLayer>> Members { get; }

    /// <summary>The number of feature slots.</summary>
    public int Inputs => Encoding.Slots;

    /// <summary>The number of outputs.</summary>
    public int Outputs => Members[0][^1].Units;
}
