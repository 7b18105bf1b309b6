namespace MlNetDl.ModelSelection;

/// <summary>How a search goes.</summary>
public sealed class SearchOptions
{
    /// <summary>What the options of random trials depend on, together with the trial's number, and on nothing else.</summary>
    /// <remarks>Unit: none. Range: any. Default: null, the seed of the <see cref="Microsoft.ML.MLContext"/>, or 0 if it has none.</remarks>
    public int? Seed { get; set; }

    /// <summary>The metric that trials are compared by. Its direction is known: <see cref="StudyMetrics.Directions"/>.</summary>
    /// <remarks>
    /// Range: a name in <see cref="StudyMetrics.Directions"/>. Default: null, the study's own: the log-loss or the root mean squared error.
    /// All metrics of a trial are kept: a search resumed with another metric compares the trials that are there by it.
    /// </remarks>
    public string? Metric { get; set; }

    /// <summary>
    /// The SQLite file that keeps the trials. A search that finds trials of its study in it resumes, and several processes that search one
    /// study share its trials out.
    /// </summary>
    /// <remarks>
    /// Range: a path on a local disk. Default: null, nothing is kept. A search of another space, with another seed, or of changed data or
    /// another pipeline, needs another file or a study of another name; of the latter two the file knows nothing.
    /// </remarks>
    public string? Path { get; set; }

    /// <summary>Stops hopeless trials early.</summary>
    /// <remarks>Default: null, each trial is run in full.</remarks>
    public SuccessiveHalving? Halving { get; set; }

    /// <summary>How many fits run at once.</summary>
    /// <remarks>
    /// Unit: fits. Range: at least 1. Default: null, one a core. It changes neither the trials nor the winner. Not together with
    /// <see cref="Executor"/>.
    /// </remarks>
    public int? Parallelism { get; set; }

    /// <summary>Where trials are run.</summary>
    /// <remarks>Default: null, on this machine.</remarks>
    public ITrialExecutor? Executor { get; set; }

    /// <summary>Whether the scores of the rows that each fold leaves out are kept with the trial.</summary>
    /// <remarks>
    /// Default: false. They take room: ten bytes or so for a score. Trials that the study file has without them are run again.
    /// </remarks>
    public bool KeepOutOfFoldScores { get; set; }

    /// <summary>Whether a resumed search runs trials again that failed.</summary>
    /// <remarks>Default: false. For failures of the machine rather than of the options, a full disk for instance.</remarks>
    public bool RetryFailedTrials { get; set; }
}
