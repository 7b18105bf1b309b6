namespace MlNetDl.Benchmarks.Tables;

/// <summary>The processor time of this process, all threads together: other programs on the machine hardly change it.</summary>
internal sealed class ProcessorClock
{
    private readonly TimeSpan _start = Environment.CpuUsage.TotalTime;

    public double Seconds => (Environment.CpuUsage.TotalTime - _start).TotalSeconds;
}
