using System.Diagnostics;

namespace MlNetDl.Benchmarks.Compare;

/// <summary>The seconds a contender took, round by round.</summary>
internal sealed class Timings
{
    private readonly List<double> _seconds = [];

    public double Minimum => _seconds.Min();

    public double Median
    {
        get
        {
            double[] sorted = [.. _seconds.Order()];
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    /// <summary>The mean training loss of a row in the last epoch of the last round.</summary>
    public double Loss { get; private set; }

    public void Measure(IContender contender)
    {
        // What one side left behind is not the other's to collect.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var start = Stopwatch.GetTimestamp();
        Loss = contender.Train();
        _seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
