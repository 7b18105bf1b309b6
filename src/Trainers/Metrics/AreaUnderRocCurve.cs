namespace MlNetDl.Trainers.Metrics;

/// <summary>
/// The probability that a positive row has a larger output than a negative one, equal outputs counting half (Hanley and McNeil 1982);
/// not a number where one class has no rows.
/// </summary>
internal sealed class AreaUnderRocCurve : IValidationMeasure
{
    public string Name => nameof(ValidationMetric.AreaUnderRocCurve);

    public bool LargerIsBetter => true;

    public double Measure(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights)
    {
        var order = new int[targets.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(outputs.ToArray(), order);

        var (pairs, negatives, positives) = (0.0, 0.0, 0.0);
        for (var start = 0; start < order.Length;)
        {
            var end = start;
            var (tiedNegatives, tiedPositives) = (0.0, 0.0);
            for (; end < order.Length && outputs[order[end]].Equals(outputs[order[start]]); end++)
            {
                if (targets[order[end]] > 0.5f)
                    tiedPositives += weights[order[end]];
                else
                    tiedNegatives += weights[order[end]];
            }

            pairs += tiedPositives * (negatives + (tiedNegatives / 2));
            negatives += tiedNegatives;
            positives += tiedPositives;
            start = end;
        }

        return pairs / (negatives * positives);
    }
}
