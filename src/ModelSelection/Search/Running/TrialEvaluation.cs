namespace MlNetDl.ModelSelection;

/// <summary>A trial that was run, in full or with part of a resource.</summary>
/// <param name="Trial">The trial's number, from 0.</param>
/// <param name="Options">Its options.</param>
/// <param name="Budget">What it could use; null for all.</param>
/// <param name="Score">The metric that trials are compared by; NaN if the trial failed or lacks the metric.</param>
/// <param name="Result">All that came of it.</param>
public sealed record TrialEvaluation(int Trial, OptionValues Options, TrialBudget? Budget, double Score, TrialResult Result)
{
    /// <summary>Whether the trial failed: <see cref="TrialResult.Error"/> says why.</summary>
    public bool HasFailed => Result.Error is not null;

    /// <summary>The standard deviation of a metric over the folds; NaN if there is one fold only, or a fold lacks the metric.</summary>
    public double StandardDeviation(string metric)
    {
        double[] values = [.. Result.FoldMetrics.Select(fold => fold.GetValueOrDefault(metric, double.NaN))];
        if (values.Length < 2)
            return double.NaN;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
