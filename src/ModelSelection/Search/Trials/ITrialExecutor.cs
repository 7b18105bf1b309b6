namespace MlNetDl.ModelSelection;

/// <summary>Where trials are run: on this machine, or on others.</summary>
/// <remarks>
/// A pipeline is code and cannot travel. A study is therefore known by its name wherever a trial may run, and what goes to and fro is plain
/// data that System.Text.Json writes and reads. An executor that sends its requests elsewhere hands them to a <see
/// cref="LocalTrialExecutor"/> there.
/// </remarks>
public interface ITrialExecutor
{
    /// <summary>How many trials it runs at once; at least 1.</summary>
    int Parallelism { get; }

    /// <summary>Runs one trial. Called from several threads at once.</summary>
    /// <param name="request">The trial.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>
    /// What came of it. That the trial failed, because its options do not work, is a result too:
    /// <see cref="TrialResult.Error"/>. What is thrown is the executor's own failure, and ends the search.
    /// </returns>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    Task<TrialResult> ExecuteAsync(TrialRequest request, CancellationToken cancellationToken);
}
