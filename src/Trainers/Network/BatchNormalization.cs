namespace MlNetDl.Trainers.Network;

/// <summary>
/// Batch normalization of a layer's sums (Ioffe and Szegedy 2015, "Batch Normalization", algorithm 1): over the rows at hand
/// each unit gets mean 0 and variance 1, then a scale and a bias that are learned.
/// </summary>
/// <remarks>
/// The rows at hand are those of one part of the batch, so that parts need not wait for each other within a step (Hoffer, Hubara,
/// Soudry 2017, "Train longer, generalize better", algorithm 1, ghost batch normalization). Where rows have weights, so have
/// the statistics: a row of weight 2 counts as two.
/// </remarks>
internal sealed class BatchNormalization(int units)
{
    /// <summary>What keeps the division finite where the rows are alike.</summary>
    public const float Epsilon = 1e-5f;

    private readonly double[] _sums = new double[units];
    private readonly float[] _inverse = new float[units];

    /// <summary>The means of the last rows.</summary>
    public float[] Mean { get; } = new float[units];

    /// <summary>The variances of the last rows, those of the rows as a population.</summary>
    public float[] Variance { get; } = new float[units];

    /// <summary>Normalizes sums in place.</summary>
    /// <param name="sums">The layer's sums, [rows, units].</param>
    /// <param name="weights">The weights of the rows; empty, where all are 1.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="scale">What the normalized sums are multiplied by, unit by unit.</param>
    /// <param name="bias">What is then added.</param>
    /// <param name="normalized">Takes the normalized sums, which the way back needs.</param>
    public void Forward(
        Span<float> sums, ReadOnlySpan<float> weights, int rows, ReadOnlySpan<float> scale, ReadOnlySpan<float> bias, Span<float> normalized)
    {
        var total = TotalWeight(weights, rows);
        SetMeans(sums, weights, rows, total);
        SetVariances(sums, weights, rows, total);
        for (var r = 0; r < rows; r++)
        {
            var row = sums.Slice(r * units, units);
            var kept = normalized.Slice(r * units, units);
            for (var u = 0; u < units; u++)
            {
                kept[u] = (row[u] - Mean[u]) * _inverse[u];
                row[u] = (kept[u] * scale[u]) + bias[u];
            }
        }
    }

    /// <summary>Replaces the derivatives by the outputs by those by the sums.</summary>
    /// <param name="deltas">The derivatives of the loss, [rows, units].</param>
    /// <param name="weights">The weights of the rows; empty, where all are 1.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="scale">The scales.</param>
    /// <param name="normalized">What <see cref="Forward"/> kept.</param>
    /// <param name="scaleGradient">Takes the gradient by the scales.</param>
    /// <param name="biasGradient">Takes the gradient by the biases.</param>
    public void Backward(
        Span<float> deltas, ReadOnlySpan<float> weights, int rows, ReadOnlySpan<float> scale, ReadOnlySpan<float> normalized,
        Span<float> scaleGradient, Span<float> biasGradient)
    {
        scaleGradient.Clear();
        biasGradient.Clear();
        for (var r = 0; r < rows; r++)
        {
            var row = deltas.Slice(r * units, units);
            var kept = normalized.Slice(r * units, units);
            for (var u = 0; u < units; u++)
            {
                scaleGradient[u] += row[u] * kept[u];
                biasGradient[u] += row[u];
            }
        }

        var total = TotalWeight(weights, rows);
        for (var r = 0; r < rows; r++)
        {
            var row = deltas.Slice(r * units, units);
            var kept = normalized.Slice(r * units, units);
            // How much this row moves the mean.
            var share = (float)((weights.IsEmpty ? 1 : weights[r]) / total);
            for (var u = 0; u < units; u++)
                row[u] = scale[u] * _inverse[u] * (row[u] - (share * (biasGradient[u] + (kept[u] * scaleGradient[u]))));
        }
    }

    private void SetMeans(ReadOnlySpan<float> sums, ReadOnlySpan<float> weights, int rows, double total)
    {
        _sums.AsSpan().Clear();
        for (var r = 0; r < rows; r++)
        {
            var weight = weights.IsEmpty ? 1 : weights[r];
            var row = sums.Slice(r * units, units);
            for (var u = 0; u < units; u++)
                _sums[u] += weight * row[u];
        }

        for (var u = 0; u < units; u++)
            Mean[u] = (float)(_sums[u] / total);
    }

    private void SetVariances(ReadOnlySpan<float> sums, ReadOnlySpan<float> weights, int rows, double total)
    {
        _sums.AsSpan().Clear();
        for (var r = 0; r < rows; r++)
        {
            var weight = weights.IsEmpty ? 1 : weights[r];
            var row = sums.Slice(r * units, units);
            for (var u = 0; u < units; u++)
            {
                var deviation = row[u] - Mean[u];
                _sums[u] += weight * deviation * deviation;
            }
        }

        for (var u = 0; u < units; u++)
        {
            Variance[u] = (float)(_sums[u] / total);
            _inverse[u] = 1 / MathF.Sqrt(Variance[u] + Epsilon);
        }
    }

    private static double TotalWeight(ReadOnlySpan<float> weights, int rows)
    {
        if (weights.IsEmpty)
            return rows;
        var total = 0.0;
        foreach (var weight in weights[..rows])
            total += weight;
        return total;
    }
}
