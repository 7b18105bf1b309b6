namespace MlNetDl.Reports.Curves;

/// <summary>Whether values are spread by ratios, and so are better seen on a logarithmic axis.</summary>
internal static class AxisSpacing
{
    private const double SmallestRatio = 10;

    /// <summary>Whether settings were chosen by ratios: their steps are more even in the logarithm.</summary>
    public static bool IsLogarithmic(IEnumerable<double> settings)
    {
        double[] sorted = [.. settings.Distinct().Order()];
        return sorted.Length >= 3 && sorted[0] > 0 && sorted[^1] / sorted[0] >= SmallestRatio &&
            Unevenness(Array.ConvertAll(sorted, Math.Log)) < Unevenness(sorted);
    }

    /// <summary>Whether measured values are so far apart that the small ones would lie on the axis.</summary>
    public static bool SpansDecades(IEnumerable<double> values) =>
        values.ToArray() is { Length: > 0 } all && all.Min() > 0 && all.Max() / all.Min() >= 100;

    /// <summary>The standard deviation of the steps over their mean.</summary>
    private static double Unevenness(double[] sorted)
    {
        double[] steps = [.. sorted.Skip(1).Zip(sorted, (next, last) => next - last)];
        var mean = steps.Average();
        return Math.Sqrt(steps.Average(step => (step - mean) * (step - mean))) / mean;
    }
}
