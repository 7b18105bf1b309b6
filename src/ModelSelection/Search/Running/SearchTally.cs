namespace MlNetDl.ModelSelection.Search;

/// <summary>Counts what is done of a search, and foretells how long the rest will take.</summary>
internal sealed class SearchTally(IReadOnlyList<SearchRound> rounds, MetricDirection direction, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly List<TrialEvaluation> _evaluations = [];
    private double _workLeft = rounds.Sum(round => round.Trials * round.Work);
    private double _workDone;

    public IReadOnlyList<TrialEvaluation> Evaluations => _evaluations;

    /// <param name="evaluation">A trial that has ended.</param>
    /// <param name="work">What it took, in units of <see cref="SearchRound.Work"/>.</param>
    /// <param name="before">Whether it had ended before the search began.</param>
    public SearchProgress Add(TrialEvaluation evaluation, double work, bool before)
    {
        _evaluations.Add(evaluation);
        _workLeft -= work;
        _workDone += before ? 0 : work;

        var elapsed = time.GetElapsedTime(_start);
        return new()
        {
            Latest = evaluation,
            Best = Ranking.Best(_evaluations, direction),
            Completed = _evaluations.Count,
            Total = rounds.Sum(round => round.Trials),
            Failed = _evaluations.Count(one => one.HasFailed),
            Elapsed = elapsed,
            Remaining = _workDone > 0 ? elapsed * (_workLeft / _workDone) : null,
        };
    }
}
