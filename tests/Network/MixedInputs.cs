using MlNetDl.Trainers.Data;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Tests.Network;

/// <summary>Rows with columns of every kind: dense ones, mostly zeros, and two features in pieces.</summary>
internal static class MixedInputs
{
    private const int Slots = 9;

    private static readonly float[] _fewEdges = [-1, 0, 0.5f, 2];
    private static readonly float[] _manyEdges = [.. Enumerable.Range(0, 20).Select(edge => (edge * edge / 100f) - 2)];

    /// <returns>
    /// The rows with all their columns, by the formula of <see cref="SlotPieces"/>, and the same rows as training has them.
    /// </returns>
    public static (Batch Batch, EncodedRows Rows) Draw(int rows, LossCase loss, int layers, Random random)
    {
        // Slots 2 and 6 are in pieces, 3 and 4 mostly zero, all others dense.
        var edges = new Dictionary<int, float[]> { [2] = _manyEdges, [6] = _fewEdges };
        var encoding = new InputEncoding(
            new float[Slots], [.. Enumerable.Repeat(1f, Slots)], new bool[Slots],
            [
                .. Enumerable.Range(0, Slots).Select(slot => edges.TryGetValue(slot, out var found)
                    ? (found, Means(found))
                    : ((float[] Edges, float[] Means)?)null),
            ]);
        var set = new TrainingSet(Slots);
        List<float> columns = [];
        for (var row = 0; row < rows; row++)
        {
            var features = set.Add(loss.DrawTarget(random));
            for (var slot = 0; slot < Slots; slot++)
                features[slot] = slot is 3 or 4 && random.Next(10) > 0 ? 0 : (float)((random.NextDouble() * 6) - 3);
            columns.AddRange(features);
            foreach (var (slot, found) in edges)
            {
                double x = features[slot];
                columns.AddRange(found.Zip(found.Skip(1), Means(found)).Select(piece =>
                    (float)Math.Clamp((x - piece.First) / (piece.Second - (double)piece.First), 0, 1) - piece.Third));
            }
        }

        uint[] keys = [.. Enumerable.Range(0, layers).Select(_ => (uint)random.NextInt64(1L << 32))];
        return (new Batch([.. columns], [.. set.Targets], [], keys), new EncodedRows(set, encoding));
    }

    private static float[] Means(float[] edges) => [.. edges.Skip(1).Select((_, piece) => 1f / (piece + 2))];
}
