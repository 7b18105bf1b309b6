using MlNetDl.Trainers;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Tests.Models;

/// <summary>A network of random weights, which stands for a trained one, and rows for it.</summary>
/// <param name="Slots">Feature slots: every third one is binary, the others numbers.</param>
/// <param name="Pieces">Pieces of each number; 0 for none.</param>
/// <param name="Members">Members.</param>
/// <param name="Hidden">Units of the hidden layers.</param>
/// <param name="Outputs">Outputs.</param>
/// <param name="Activation">Of the hidden layers.</param>
/// <param name="SharesWeights">Whether members share the weights of all hidden layers but the first.</param>
internal sealed record DrawnNetwork(
    int Slots = 7, int Pieces = 5, int Members = 4, int[]? Hidden = null, int Outputs = 1, Activation Activation = Activation.ReLU,
    bool SharesWeights = true)
{
    private readonly Random _random = new(1);

    /// <summary>The network.</summary>
    public FittedNetwork Draw()
    {
        var encoding = DrawEncoding();
        int[] units = [encoding.Columns, .. Hidden ?? [20, 17], Outputs];
        var members = new DenseLayer[Members][];
        for (var m = 0; m < Members; m++)
        {
            members[m] = new DenseLayer[units.Length - 1];
            for (var l = 0; l < members[m].Length; l++)
            {
                var shared = SharesWeights && m > 0 && l > 0 && l < members[m].Length - 1;
                var weights = shared ? members[0][l].Weights : Values(units[l] * units[l + 1], 2 / Math.Sqrt(units[l]));
                members[m][l] = new DenseLayer(
                    weights, Values(units[l + 1], 1), l < members[m].Length - 1 ? Activation : Activation.Identity);
            }
        }

        return new FittedNetwork(encoding, members);
    }

    /// <summary>Rows whose numbers lie within the edges, beyond them, and on them.</summary>
    public float[][] Rows(int count) => [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, Slots).Select(Value).ToArray())];

    private float Value(int slot) => IsBinary(slot) ? _random.Next(2)
        : _random.Next(4) == 0 ? _random.Next(-4, 5)
        : (float)(_random.NextDouble() * 8) - 4;

    private InputEncoding DrawEncoding()
    {
        var clip = Enumerable.Range(0, Slots).Select(slot => !IsBinary(slot)).ToArray();
        var offset = Array.ConvertAll(clip, clipped => clipped ? Values(1, 1)[0] : 0);
        var scale = Array.ConvertAll(clip, clipped => clipped ? 1 + (Values(1, 1)[0] / 2) : 1);
        return new InputEncoding(
            offset, scale, clip, Pieces == 0 ? null : [.. clip.Select(clipped => clipped ? DrawPieces() : ((float[], float[])?)null)]);
    }

    private (float[] Edges, float[] Means) DrawPieces()
    {
        var edges = Enumerable.Range(0, Pieces + 1).Select(_ => (float)Math.Round((_random.NextDouble() * 6) - 3, 2)).Distinct().Order();
        float[] ends = [-3.5f, .. edges.Skip(1).SkipLast(1), 3];
        return (ends, [.. ends.Skip(1).Select(_ => (float)_random.NextDouble())]);
    }

    private float[] Values(int count, double size) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(((_random.NextDouble() * 2) - 1) * size))];

    private static bool IsBinary(int slot) => slot % 3 == 2;
}
