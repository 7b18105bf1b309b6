namespace MlNetDl.Transforms.PiecewiseLinear;

/// <summary>The values of a slot, each once and in order, with how often each counts.</summary>
internal sealed class DistinctValues
{
    private readonly float[] _values;
    private readonly double[] _weights;

    private DistinctValues(float[] values, double[] weights) => (_values, _weights) = (values, weights);

    public ReadOnlySpan<float> Values => _values;

    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>The lowest value that, with those below it, counts as much as those above it; there must be a value.</summary>
    public float Median
    {
        get
        {
            var half = _weights.Sum() / 2;
            var sum = 0.0;
            for (var i = 0; i < _values.Length; i++)
            {
                sum += _weights[i];
                if (sum >= half)
                    return _values[i];
            }

            // Rounded sums may differ.
            return _values[^1];
        }
    }

    /// <param name="values">Values in any order; those that are missing or infinite, or have no weight, are passed over.</param>
    /// <param name="weights">Of each value how often it counts, finite and at least 0; empty if each counts once.</param>
    public static DistinctValues Of(ReadOnlySpan<float> values, ReadOnlySpan<float> weights)
    {
        var sorted = new float[values.Length];
        var sortedWeights = new float[weights.Length];
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]) || (!weights.IsEmpty && weights[i] == 0))
                continue;

            if (!weights.IsEmpty)
                sortedWeights[count] = weights[i];
            // Adding 0 makes -0 into 0.
            sorted[count++] = values[i] + 0;
        }

        var finite = sorted.AsSpan(0, count);
        if (weights.IsEmpty)
            finite.Sort();
        else
            finite.Sort(sortedWeights.AsSpan(0, count));

        return Merge(finite, sortedWeights);
    }

    private static DistinctValues Merge(ReadOnlySpan<float> sorted, ReadOnlySpan<float> weights)
    {
        var count = 0;
        for (var i = 0; i < sorted.Length; i++)
            count += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;

        var (merged, mergedWeights) = (new float[count], new double[count]);
        var last = -1;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1])
                merged[++last] = sorted[i];
            mergedWeights[last] += weights.IsEmpty ? 1 : weights[i];
        }

        return new DistinctValues(merged, mergedWeights);
    }
}
