namespace MlNetDl.Transforms.Models;

/// <summary>
/// What training gives: an input encoding, and one network or several of the same shape, whose outputs are averaged. Whatever training
/// did is gone or folded in; scoring, saving and exporting read just this.
/// </summary>
internal sealed class FittedNetwork
{
    /// <exception cref="ArgumentException">The members' shapes differ, or do not fit the encoding.</exception>
    public FittedNetwork(InputEncoding encoding, IReadOnlyList<IReadOnlyList<DenseLayer>> members)
    {
        Encoding = encoding;
        Members = members;
        var shape = Shape(members[0]);
        if (members.Any(member => !Shape(member).SequenceEqual(shape)))
            throw new ArgumentException("The members of a network have different shapes.", nameof(members));
        if (!shape.Select(layer => layer.Inputs).SequenceEqual(shape.Select(layer => layer.Units).SkipLast(1).Prepend(encoding.Columns)))
            throw new ArgumentException("The layers of a network do not fit each other, or not its encoding.", nameof(members));
        if (shape[^1].Activation != Trainers.Activation.Identity)
            throw new ArgumentException("The output layer of a network has an activation.", nameof(members));
    }

    /// <summary>What is done to the inputs first.</summary>
    public InputEncoding Encoding { get; }

    /// <summary>
    /// The layers of each network in order; each layer takes the outputs of the one before it, the first the encoded columns. Where
    /// members share weights, they share the array.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<DenseLayer>> Members { get; }

    /// <summary>The number of feature slots.</summary>
    public int Inputs => Encoding.Slots;

    /// <summary>The number of outputs.</summary>
    public int Outputs => Members[0][^1].Units;

    /// <summary>The units of the hidden layers.</summary>
    public int[] HiddenUnits => [.. Members[0].SkipLast(1).Select(layer => layer.Units)];

    /// <summary>The layers of all members at one depth, 0 for the first.</summary>
    public DenseLayer[] LayersAt(int depth) => [.. Members.Select(member => member[depth])];

    private static (int Units, int Inputs, Trainers.Activation Activation)[] Shape(IReadOnlyList<DenseLayer> layers) =>
        [.. layers.Select(layer => (layer.Units, layer.Inputs, layer.Activation))];
}
