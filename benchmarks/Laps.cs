using System.Diagnostics;

namespace MlNetDl.Benchmarks;

/// <summary>How long the same thing took each time it was done.</summary>
internal sealed class Laps
{
    private readonly List<double> _seconds = [];

    public double Minimum => _seconds.Min();

    public double Last => _seconds[^1];

    public double Median
    {
        get
        {
            double[] sorted = [.. _seconds.Order()];
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    public void Time(Action action)
    {
        // What another left behind is not this one's to collect.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var start = Stopwatch.GetTimestamp();
        action();
        _seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
