namespace MlNetDl.Transforms.PiecewiseLinear;

/// <summary>Where the pieces of a slot begin and end.</summary>
/// <remarks>
/// Source of the encoding: Gorishniy, Rubachev and Babenko (2022), "On Embeddings for Numerical Features in Tabular Deep Learning".
/// Their edges are quantiles of the rows. Here each distinct value counts by the square root of its number of rows, between such
/// quantiles and those of the distinct values: a value that half of the rows have does not take up half of the pieces.
/// </remarks>
internal static class PieceEdges
{
    /// <summary>Learns the edges of one slot.</summary>
    /// <param name="values">The training values; those that are missing or infinite are passed over.</param>
    /// <param name="weights">Of each value how often it counts, finite and at least 0; empty if each counts once.</param>
    /// <param name="pieces">The most pieces there may be.</param>
    /// <returns>
    /// The edges in order, each once, from the lowest to the highest value; these alone if no more values are distinct than there may be
    /// edges.
    /// </returns>
    public static float[] Learn(ReadOnlySpan<float> values, ReadOnlySpan<float> weights, int pieces)
        => Learn(DistinctValues.Of(values, weights), pieces);

    /// <inheritdoc cref="Learn(ReadOnlySpan{float}, ReadOnlySpan{float}, int)"/>
    public static float[] Learn(DistinctValues distinct, int pieces)
    {
        var values = distinct.Values;
        if (values.Length - 1 <= pieces)
            return values.ToArray();

        var positions = Positions(distinct.Weights);
        var edges = new List<float>(pieces + 1) { values[0] };
        var next = 1;
        for (var piece = 1; piece < pieces; piece++)
        {
            var position = (double)piece / pieces;
            while (positions[next] <= position)
                next++;

            var edge = Interpolate(position, positions[next - 1], positions[next], values[next - 1], values[next]);
            if (edge > edges[^1])
                edges.Add(edge);
        }

        if (values[^1] > edges[^1])
            edges.Add(values[^1]);

        return [.. edges];
    }

    /// <summary>Finds the piece a value lies in, of those between the edges, of which there are at least two.</summary>
    /// <returns>
    /// The piece, the first or the last if the value lies outside, and the share of it that lies below the value, from 0 to 1; NaN if
    /// the value is.
    /// </returns>
    public static (int Piece, float Fraction) Locate(ReadOnlySpan<float> edges, float x)
    {
        var (piece, end) = (0, edges.Length - 1);
        while (end - piece > 1)
        {
            var middle = (piece + end) / 2;
            if (edges[middle] <= x)
                piece = middle;
            else
                end = middle;
        }

        // In double, in which no difference of two Singles overflows or vanishes.
        var below = ((double)x - edges[piece]) / ((double)edges[piece + 1] - edges[piece]);
        return (piece, (float)Math.Clamp(below, 0, 1));
    }

    /// <summary>Where each distinct value lies between 0, the lowest, and 1, the highest.</summary>
    private static double[] Positions(ReadOnlySpan<double> weights)
    {
        var positions = new double[weights.Length];
        var sum = 0.0;
        for (var i = 0; i < positions.Length; i++)
        {
            var root = Math.Sqrt(weights[i]);
            sum += root;
            positions[i] = sum - (root / 2);
        }

        var (first, range) = (positions[0], positions[^1] - positions[0]);
        for (var i = 0; i < positions.Length; i++)
            positions[i] = (positions[i] - first) / range;

        return positions;
    }

    private static float Interpolate(double position, double start, double end, double low, double high)
        // Rounded, it could pass the higher value if the two are of very different size.
        => (float)Math.Min(((high - low) / (end - start) * (position - start)) + low, high);
}
