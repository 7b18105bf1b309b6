namespace MlNetDl.Benchmarks.Compare;

/// <summary>The seconds a contender took, round by round.</summary>
internal sealed class Timings
{
    private readonly Laps _laps = new();

    public double Minimum => _laps.Minimum;

    public double Median => _laps.Median;

    /// <summary>The mean training loss of a row in the last epoch of the last round.</summary>
    public double Loss { get; private set; }

    public void Measure(IContender contender) => _laps.Time(() => Loss = contender.Train());
}
