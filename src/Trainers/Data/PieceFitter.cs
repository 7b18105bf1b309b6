using MlNetDl.Transforms.Models;
using MlNetDl.Transforms.PiecewiseLinear;

namespace MlNetDl.Trainers.Data;

/// <summary>Learns the piecewise-linear columns of numeric slots from the training rows.</summary>
internal static class PieceFitter
{
    /// <param name="encoding">The encoding of the slots, of which those that are clipped are numeric.</param>
    /// <param name="data">The training rows; a row's weight counts, so that weight 2 is the row twice.</param>
    /// <param name="pieces">The most pieces of a slot.</param>
    public static InputEncoding Add(InputEncoding encoding, TrainingSet data, int pieces)
    {
        var found = new (float[] Edges, float[] Means)?[encoding.Slots];
        var values = new float[data.Rows];
        float[] weights = data.IsWeighted ? [.. data.Weights] : [];
        for (var slot = 0; slot < found.Length; slot++)
        {
            if (!encoding.IsClipped(slot))
                continue;
            for (var row = 0; row < values.Length; row++)
                values[row] = data.Features(row)[slot];
            var edges = PieceEdges.Learn(values, weights, pieces);
            found[slot] = (edges, Means(edges, values, weights));
        }

        bool[] clipped = [.. Enumerable.Range(0, encoding.Slots).Select(encoding.IsClipped)];
        return new InputEncoding(encoding.Offset, encoding.Scale, clipped, found);
    }

    private static float[] Means(float[] edges, float[] values, float[] weights)
    {
        // A value adds its fraction to its piece, and 1 to all pieces below.
        var (within, at) = (new double[edges.Length - 1], new double[edges.Length - 1]);
        var total = 0.0;
        for (var row = 0; row < values.Length; row++)
        {
            double weight = weights.Length > 0 ? weights[row] : 1;
            var (piece, fraction) = PieceEdges.Locate(edges, values[row]);
            within[piece] += weight * fraction;
            at[piece] += weight;
            total += weight;
        }

        var means = new float[within.Length];
        var above = 0.0;
        for (var piece = means.Length - 1; piece >= 0; piece--)
        {
            means[piece] = (float)((within[piece] + above) / total);
            above += at[piece];
        }

        return means;
    }
}
