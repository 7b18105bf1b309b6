namespace MlNetDl.Transforms.PiecewiseLinear;

/// <summary>
/// The edges between the pieces of a piecewise-linear encoding (Gorishniy, Rubachev, Babenko 2022, "On Embeddings for Numerical Features
/// in Tabular Deep Learning", section 3.2).
/// </summary>
internal static class PieceEdges
{
    /// <summary>
    /// Puts the edges where equal shares of the square roots of the values' counts lie between them: halfway between quantiles, which
    /// spend many edges on values that are frequent, and distinct values, which spend them on values that are rare.
    /// </summary>
    /// <param name="values">The training values, finite.</param>
    /// <param name="weights">How often each counts; empty, where each counts once.</param>
    /// <param name="pieces">The most pieces.</param>
    /// <returns>Ascending edges, one more than there are pieces; with as many distinct values or fewer, those values.</returns>
    public static float[] Learn(ReadOnlySpan<float> values, ReadOnlySpan<float> weights, int pieces)
    {
        var (distinct, counts) = Count(values, weights);
        if (distinct.Count <= pieces + 1)
            return [.. distinct];

        // The place of each value is the middle of its share; then the first is moved to 0 and the last to 1.
        var places = new double[distinct.Count];
        var sum = 0.0;
        for (var i = 0; i < places.Length; i++)
        {
            var share = Math.Sqrt(counts[i]);
            places[i] = sum + (share / 2);
            sum += share;
        }

        var (first, length) = (places[0], places[^1] - places[0]);
        foreach (ref var place in places.AsSpan())
            place = (place - first) / length;

        var edges = new List<float>(pieces + 1);
        for (var (edge, next) = (0, 1); edge <= pieces; edge++)
        {
            var place = (double)edge / pieces;
            while (next < places.Length - 1 && places[next] < place)
                next++;
            var fraction = (place - places[next - 1]) / (places[next] - places[next - 1]);
            var value = (float)(distinct[next - 1] + (Math.Clamp(fraction, 0, 1) * ((double)distinct[next] - distinct[next - 1])));
            if (edges.Count == 0 || value > edges[^1])
                edges.Add(value);
        }

        return [.. edges];
    }

    /// <summary>Finds where a value lies.</summary>
    /// <param name="edges">The edges, two at least.</param>
    /// <param name="x">The value.</param>
    /// <returns>The piece, from 0, the first or the last for values beyond the edges; and the share of the piece below the value, from 0
    /// to 1, NaN for NaN.</returns>
    public static (int Piece, float Fraction) Locate(ReadOnlySpan<float> edges, float x)
    {
        var (low, high) = (0, edges.Length - 1);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (x >= edges[middle])
                low = middle;
            else
                high = middle;
        }

        var share = ((double)x - edges[low]) / ((double)edges[high] - edges[low]);
        return (low, (float)Math.Clamp(share, 0, 1));
    }

    private static (List<float> Distinct, List<double> Counts) Count(ReadOnlySpan<float> values, ReadOnlySpan<float> weights)
    {
        var sorted = values.ToArray();
        var weightsInOrder = weights.ToArray();
        if (weights.IsEmpty)
            Array.Sort(sorted);
        else
            Array.Sort(sorted, weightsInOrder);
        var (distinct, counts) = (new List<float>(), new List<double>());
        for (var i = 0; i < sorted.Length; i++)
        {
            // Not by Equals: 0 and -0 are one value.
            if (distinct.Count == 0 || sorted[i] != distinct[^1])
            {
                distinct.Add(sorted[i]);
                counts.Add(0);
            }

            counts[^1] += weights.IsEmpty ? 1 : weightsInOrder[i];
        }

        return (distinct, counts);
    }
}
