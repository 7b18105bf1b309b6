namespace MlNetDl.ModelSelection.Search;

/// <summary>Which of two trials is better.</summary>
internal static class Ranking
{
    /// <summary>Best first: finite scores only, and of equal ones the earlier trial.</summary>
    public static IEnumerable<TrialEvaluation> Rank(IEnumerable<TrialEvaluation> evaluations, MetricDirection direction) => evaluations
        .Where(evaluation => double.IsFinite(evaluation.Score))
        .OrderBy(evaluation => direction == MetricDirection.Minimize ? evaluation.Score : -evaluation.Score)
        .ThenBy(evaluation => evaluation.Trial);

    /// <summary>The best of those that were given most; null if no score is finite.</summary>
    public static TrialEvaluation? Best(IEnumerable<TrialEvaluation> evaluations, MetricDirection direction) => evaluations
        .GroupBy(evaluation => evaluation.Budget?.Amount ?? int.MaxValue)
        .OrderByDescending(round => round.Key)
        .Select(round => Rank(round, direction).FirstOrDefault())
        .FirstOrDefault(best => best is not null);
}
