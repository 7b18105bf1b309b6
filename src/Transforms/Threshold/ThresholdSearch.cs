namespace MlNetDl.Transforms.Threshold;

/// <summary>Finds the threshold on scores by which a metric is largest.</summary>
internal static class ThresholdSearch
{
    /// <param name="scores">The scores; sorted in place.</param>
    /// <param name="labels">The label of each.</param>
    /// <param name="metric">The metric.</param>
    /// <returns>The middle between two scores, of equally good ones the lowest; beyond the lowest or the highest score, if all rows are
    /// best predicted alike.</returns>
    public static float Best(float[] scores, bool[] labels, ThresholdMetric metric)
    {
        Array.Sort(scores, labels);
        var positives = labels.Count(label => label);
        var (rows, negatives) = (scores.Length, scores.Length - positives);

        // Above a threshold before the first row are all rows.
        var (truePositives, falsePositives) = (positives, negatives);
        var best = MathF.BitDecrement(scores[0]);
        var most = Measure();
        for (var row = 0; row < rows; row++)
        {
            if (labels[row])
                truePositives--;
            else
                falsePositives--;

            // Equal scores lie on the same side.
            if (row + 1 < rows && scores[row + 1] == scores[row])
                continue;

            if (Measure() is var value && value > most)
                (most, best) = (value, row + 1 < rows ? Between(scores[row], scores[row + 1]) : scores[row]);
        }

        return best;

        double Measure() => metric switch
        {
            ThresholdMetric.F1Score => 2.0 * truePositives / (positives + truePositives + falsePositives),
            ThresholdMetric.BalancedAccuracy =>
                (((double)truePositives / positives) + ((double)(negatives - falsePositives) / negatives)) / 2,
            _ => (double)(truePositives + negatives - falsePositives) / rows,
        };
    }

    /// <summary>Rows are positive above the threshold: it may be the lower of two scores, never the higher.</summary>
    private static float Between(float low, float high)
    {
        var middle = (float)(((double)low + high) / 2);
        return middle < high ? middle : low;
    }
}
