namespace MlNetDl.ModelSelection;

/// <summary>How far a search is, told after each trial.</summary>
public sealed record SearchProgress
{
    /// <summary>The trial that has just ended here or in another process, or that was found to have ended before.</summary>
    public required TrialEvaluation Latest { get; init; }

    /// <summary>The best so far; null if no score is finite.</summary>
    public required TrialEvaluation? Best { get; init; }

    /// <summary>How many trials have ended. With halving, a trial counts in each round that it gets to.</summary>
    public required int Completed { get; init; }

    /// <summary>How many are to be run in all.</summary>
    public required int Total { get; init; }

    /// <summary>How many of those that have ended failed.</summary>
    public required int Failed { get; init; }

    /// <summary>The time since the search began or was resumed.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>
    /// The time left, if what is left takes as long as what has been done since; null as long as nothing has. With halving, time is taken
    /// to be proportional to the resource.
    /// </summary>
    public required TimeSpan? Remaining { get; init; }
}
