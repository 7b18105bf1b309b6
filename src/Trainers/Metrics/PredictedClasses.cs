namespace MlNetDl.Trainers.Metrics;

/// <summary>Compares predicted classes with the labels.</summary>
internal static class PredictedClasses
{
    /// <summary>The weight, class by class, of the rows that are predicted right, and of all.</summary>
    /// <param name="outputs">An output a class and row; of two classes one output will do, the log-odds of the second.</param>
    /// <param name="targets">The index of each row's class.</param>
    /// <param name="weights">The rows' weights.</param>
    /// <param name="classes">The number of classes.</param>
    public static (double[] Right, double[] All) Count(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, int classes)
    {
        var (right, all) = (new double[classes], new double[classes]);
        var width = outputs.Length / targets.Length;
        for (var row = 0; row < targets.Length; row++)
        {
            var target = (int)targets[row];
            all[target] += weights[row];
            if (Predict(outputs.Slice(row * width, width)) == target)
                right[target] += weights[row];
        }

        return (right, all);
    }

    private static int Predict(ReadOnlySpan<float> outputs)
    {
        if (outputs.Length == 1)
            return outputs[0] > 0 ? 1 : 0;
        var best = 0;
        for (var k = 1; k < outputs.Length; k++)
        {
            if (outputs[k] > outputs[best])
                best = k;
        }

        return best;
    }
}
