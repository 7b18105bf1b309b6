namespace MlNetDl.Benchmarks.Tables;

/// <summary>What was measured with several seeds.</summary>
internal sealed class Sample
{
    public Sample(IEnumerable<double> values)
    {
        double[] all = [.. values];
        Mean = all.Average();
        Deviation = all.Length > 1 ? Math.Sqrt(all.Sum(value => Math.Pow(value - Mean, 2)) / (all.Length - 1)) : double.NaN;
        StandardError = Deviation / Math.Sqrt(all.Length);
    }

    public double Mean { get; }

    /// <summary>The standard deviation, with one degree of freedom less than there are values.</summary>
    public double Deviation { get; }

    /// <summary>The standard error of the mean.</summary>
    public double StandardError { get; }
}
