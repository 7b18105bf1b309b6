using Microsoft.ML.Runtime;

namespace MlNetDl.Transforms.Calibration;

/// <summary>Finds the temperature that held-out rows are likeliest by.</summary>
/// <remarks>
/// Source: Guo, Pleiss, Sun and Weinberger (2017), "On Calibration of Modern Neural Networks". The mean log-loss is a convex function of
/// the reciprocal b = 1 / T; its derivative is the mean of E[z] - z[label], z being the logits and E the expectation by softmax(b z),
/// and the derivative of that is the mean of their variance.
/// </remarks>
internal static class Temperature
{
    private const int MostSteps = 200;
    private const double Precision = 1e-12;

    /// <summary>The least probability that is told from 0: the smallest normal Single.</summary>
    public const float LeastProbability = 1.17549435e-38f;

    /// <summary>The logarithm of a probability, which the softmax undoes.</summary>
    public static float Logit(float probability) => MathF.Log(MathF.Max(probability, LeastProbability));

    /// <param name="rows">Of each row the logits and the label's index.</param>
    /// <param name="context">Where refusals come from.</param>
    /// <param name="channel">Where the log goes.</param>
    /// <param name="component">Who fits, as messages begin.</param>
    /// <exception cref="InvalidOperationException">The scores tell nothing of the labels.</exception>
    public static double Fit(IReadOnlyList<(float[] Logits, int Label)> rows, IExceptionContext context, IChannel channel, string component)
    {
        if (rows.All(row => row.Logits[row.Label] == row.Logits.Max()))
        {
            channel.Warning(FormattableString.Invariant(
                $"{component}: all {rows.Count} rows are predicted right, so that no temperature is best. It stays 1: scores become ") +
                "probabilities, but no more or less sure. Fit on more held-out rows.");
            return 1;
        }

        if (Slope(rows, 0).Value >= 0)
        {
            throw context.Except(FormattableString.Invariant(
                $"{component}: on the {rows.Count} rows the scores of the labels' classes are no higher than those of others, so that ") +
                "they cannot be calibrated. Check that score and label columns belong together, and that keys are those of training.");
        }

        return 1 / Root(rows);
    }

    /// <summary>Newton's method, held in the bracket that the signs of the derivative tell.</summary>
    private static double Root(IReadOnlyList<(float[] Logits, int Label)> rows)
    {
        var (low, high) = (0.0, double.PositiveInfinity);
        var b = 1.0;
        for (var step = 0; step < MostSteps; step++)
        {
            var (slope, curvature) = Slope(rows, b);
            if (slope < 0)
                low = b;
            else
                high = b;

            var next = b - (slope / curvature);
            if (!(next > low && next < high))
                next = double.IsPositiveInfinity(high) ? b * 4 : (low + high) / 2;
            if (Math.Abs(next - b) <= Precision * b)
                return next;
            b = next;
        }

        return b;
    }

    /// <summary>The derivative of the mean log-loss by b, and the derivative of that.</summary>
    private static (double Value, double Derivative) Slope(IReadOnlyList<(float[] Logits, int Label)> rows, double b)
    {
        var (slope, curvature) = (0.0, 0.0);
        foreach (var (logits, label) in rows)
        {
            // Relative to the largest, so that no exponential overflows.
            double largest = logits.Max();
            var (sum, first, second) = (0.0, 0.0, 0.0);
            foreach (var logit in logits)
            {
                var z = logit - largest;
                var p = Math.Exp(b * z);
                sum += p;
                first += p * z;
                second += p * z * z;
            }

            var mean = first / sum;
            slope += mean - (logits[label] - largest);
            curvature += (second / sum) - (mean * mean);
        }

        return (slope / rows.Count, curvature / rows.Count);
    }
}
