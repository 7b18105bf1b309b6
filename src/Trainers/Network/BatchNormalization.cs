using System.Numerics;
using System.Runtime.InteropServices;

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

    private readonly float[] _slopes = new float[units];
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
        Span<float> sums, ReadOnlySpan<float> weights, int rows, ReadOnlySpan<float> scale, ReadOnlySpan<float> bias,
        Span<float> normalized)
    {
        SetStatistics(sums, weights, rows);
        var mean = new Units(Mean);
        var inverse = new Units(_inverse);
        var scales = new Units(scale);
        var biases = new Units(bias);
        for (var r = 0; r < rows; r++)
        {
            var row = new MutableUnits(sums.Slice(r * units, units));
            var kept = new MutableUnits(normalized.Slice(r * units, units));
            for (var v = 0; v < row.Vectors.Length; v++)
            {
                var x = (row.Vectors[v] - mean.Vectors[v]) * inverse.Vectors[v];
                kept.Vectors[v] = x;
                row.Vectors[v] = (x * scales.Vectors[v]) + biases.Vectors[v];
            }

            for (var u = 0; u < row.Rest.Length; u++)
            {
                var x = (row.Rest[u] - mean.Rest[u]) * inverse.Rest[u];
                kept.Rest[u] = x;
                row.Rest[u] = (x * scales.Rest[u]) + biases.Rest[u];
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
        var byScale = new MutableUnits(scaleGradient);
        var byBias = new MutableUnits(biasGradient);
        for (var r = 0; r < rows; r++)
        {
            var row = new Units(deltas.Slice(r * units, units));
            var kept = new Units(normalized.Slice(r * units, units));
            for (var v = 0; v < row.Vectors.Length; v++)
            {
                byScale.Vectors[v] += row.Vectors[v] * kept.Vectors[v];
                byBias.Vectors[v] += row.Vectors[v];
            }

            for (var u = 0; u < row.Rest.Length; u++)
            {
                byScale.Rest[u] += row.Rest[u] * kept.Rest[u];
                byBias.Rest[u] += row.Rest[u];
            }
        }

        var total = TotalWeight(weights, rows);
        for (var u = 0; u < units; u++)
            _slopes[u] = scale[u] * _inverse[u];
        var slopes = new Units(_slopes);
        for (var r = 0; r < rows; r++)
        {
            var row = new MutableUnits(deltas.Slice(r * units, units));
            var kept = new Units(normalized.Slice(r * units, units));
            // How much this row moves the mean.
            var share = (float)((weights.IsEmpty ? 1 : weights[r]) / total);
            for (var v = 0; v < row.Vectors.Length; v++)
            {
                row.Vectors[v] = slopes.Vectors[v] *
                    (row.Vectors[v] - ((byBias.Vectors[v] + (kept.Vectors[v] * byScale.Vectors[v])) * share));
            }

            for (var u = 0; u < row.Rest.Length; u++)
                row.Rest[u] = slopes.Rest[u] * (row.Rest[u] - ((byBias.Rest[u] + (kept.Rest[u] * byScale.Rest[u])) * share));
        }
    }

    private void SetStatistics(ReadOnlySpan<float> sums, ReadOnlySpan<float> weights, int rows)
    {
        var total = TotalWeight(weights, rows);
        Mean.AsSpan().Clear();
        Variance.AsSpan().Clear();
        var mean = new MutableUnits(Mean);
        var variance = new MutableUnits(Variance);
        for (var r = 0; r < rows; r++)
        {
            var share = (float)((weights.IsEmpty ? 1 : weights[r]) / total);
            var row = new Units(sums.Slice(r * units, units));
            for (var v = 0; v < row.Vectors.Length; v++)
                mean.Vectors[v] += row.Vectors[v] * share;
            for (var u = 0; u < row.Rest.Length; u++)
                mean.Rest[u] += row.Rest[u] * share;
        }

        // In a second pass, for a mean far from zero would cancel against the sum of squares.
        for (var r = 0; r < rows; r++)
        {
            var share = (float)((weights.IsEmpty ? 1 : weights[r]) / total);
            var row = new Units(sums.Slice(r * units, units));
            for (var v = 0; v < row.Vectors.Length; v++)
            {
                var deviation = row.Vectors[v] - mean.Vectors[v];
                variance.Vectors[v] += deviation * deviation * share;
            }

            for (var u = 0; u < row.Rest.Length; u++)
            {
                var deviation = row.Rest[u] - mean.Rest[u];
                variance.Rest[u] += deviation * deviation * share;
            }
        }

        for (var u = 0; u < units; u++)
            _inverse[u] = 1 / MathF.Sqrt(Variance[u] + Epsilon);
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

    /// <summary>A value a unit, as whole vectors and what is left.</summary>
    private readonly ref struct Units(ReadOnlySpan<float> values)
    {
        public readonly ReadOnlySpan<Vector<float>> Vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        public readonly ReadOnlySpan<float> Rest = values[(values.Length / Vector<float>.Count * Vector<float>.Count)..];
    }

    /// <summary>The same, to be written to.</summary>
    private readonly ref struct MutableUnits(Span<float> values)
    {
        public readonly Span<Vector<float>> Vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        public readonly Span<float> Rest = values[(values.Length / Vector<float>.Count * Vector<float>.Count)..];
    }
}
