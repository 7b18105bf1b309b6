namespace MlNetDl.Benchmarks.Compare;

/// <summary>One way to train a workload; made with the data at hand, which is not timed.</summary>
internal interface IContender
{
    /// <summary>Trains from the start.</summary>
    /// <returns>The mean training loss of a row in the last epoch.</returns>
    double Train();
}
