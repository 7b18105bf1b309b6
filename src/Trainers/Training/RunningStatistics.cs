namespace MlNetDl.Trainers.Training;

/// <summary>
/// The means and variances that normalized layers will use when training is over: moving averages over the batches, plain averages
/// at first (Ioffe and Szegedy 2015, "Batch Normalization", section 3.1).
/// </summary>
internal static class RunningStatistics
{
    private const double LeastShareOfNewest = 0.1;

    /// <summary>Takes in the last batch.</summary>
    /// <param name="source">What computed the batch, and holds the averages.</param>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="step">The number of the step, from 1.</param>
    public static void Update(IGradientSource source, int rows, long step)
    {
        // The variance of one row says nothing.
        if (rows < 2)
            return;
        var share = Math.Max(LeastShareOfNewest, 1.0 / step);
        for (var l = 0; l < source.Architecture.Layers.Length; l++)
        {
            if (source.Architecture.Layers[l].IsNormalized)
                Update(source, l, rows, share);
        }
    }

    private static void Update(IGradientSource source, int layer, int rows, double share)
    {
        var parts = source.Statistics(layer);
        var total = 0.0;
        foreach (var part in parts)
            total += part.Weight;
        var means = source.Parameters.Slice(source.Layout.Mean(layer), source.Architecture.Layers[layer].Units);
        var variances = source.Parameters.Slice(source.Layout.Variance(layer), means.Length);
        for (var unit = 0; unit < means.Length; unit++)
        {
            var mean = 0.0;
            foreach (var part in parts)
                mean += part.Weight * part.Mean[unit] / total;
            // Within the parts, and between them.
            var variance = 0.0;
            foreach (var part in parts)
                variance += part.Weight * (part.Variance[unit] + Square(part.Mean[unit] - mean)) / total;
            // Of the population that the batch is a sample of.
            variance *= rows / (rows - 1.0);
            means[unit] += (float)(share * (mean - means[unit]));
            variances[unit] += (float)(share * (variance - variances[unit]));
        }
    }

    private static double Square(double value) => value * value;
}
