namespace MlNetDl.ModelSelection.Search;

/// <summary>Counts what is done of a search, and foretells how long the rest will take.</summary>
internal sealed class SearchTally(IReadOnlyList<SearchRound> rounds, MetricDirection direction, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly List<TrialEvaluation> _evaluations = [];
    private int _total = rounds.Sum(round => round.Trials);
    private int _failed;
    private TrialEvaluation? _best;
    private double _workLeft = rounds.Sum(round => round.Trials * round.Work);
    private double _workDone;

    public IReadOnlyList<TrialEvaluation> Evaluations => _evaluations;

    /// <summary>A round begins, with fewer trials than planned if too few have a score.</summary>
    public void Begin(int round, int trials)
    {
        var fewer = rounds[round].Trials - trials;
        _total -= fewer;
        _workLeft -= fewer * rounds[round].Work;
    }

    /// <param name="evaluation">A trial that has ended.</param>
    /// <param name="work">What it took, in units of <see cref="SearchRound.Work"/>.</param>
    /// <param name="before">Whether it had ended before the search began.</param>
    public SearchProgress Add(TrialEvaluation evaluation, double work, bool before)
    {
        _evaluations.Add(evaluation);
        _workLeft -= work;
        _workDone += before ? 0 : work;
        _failed += evaluation.HasFailed ? 1 : 0;
        _best = Ranking.Best(_best is null ? [evaluation] : [_best, evaluation], direction);

        var elapsed = time.GetElapsedTime(_start);
        return new()
        {
            Latest = evaluation,
            Best = _best,
            Completed = _evaluations.Count,
            Total = _total,
            Failed = _failed,
            Elapsed = elapsed,
            Remaining = _workDone > 0 ? elapsed * (_workLeft / _workDone) : null,
        };
    }
}
