using Microsoft.ML;
using MlNetDl.ModelSelection.Search;

namespace MlNetDl.ModelSelection;

/// <summary>What a search found.</summary>
public sealed class SearchResult
{
    private readonly Study _study;
    private readonly SearchPlan _plan;
    private readonly TestRecord _tests;

    internal SearchResult(
        Study study, SearchPlan plan, string? path, IReadOnlyList<TrialEvaluation> evaluations, bool wasCancelled, bool isSpaceExhausted)
    {
        _study = study;
        _plan = plan;
        _tests = new(study.Name, path);
        Evaluations = [.. plan.Rounds.SelectMany(round => evaluations
            .Where(evaluation => evaluation.Budget == round.Budget)
            .OrderBy(evaluation => evaluation.Trial))];
        Best = Ranking.Best(evaluations, plan.Direction);
        WasCancelled = wasCancelled;
        IsSpaceExhausted = isSpaceExhausted;
    }

    /// <summary>The metric that trials were compared by.</summary>
    public string Metric => _plan.Metric;

    /// <summary>Which of its values are better.</summary>
    public MetricDirection Direction => _plan.Direction;

    /// <summary>All that was run, round by round if there was halving, in the order of the trials' numbers.</summary>
    public IReadOnlyList<TrialEvaluation> Evaluations { get; }

    /// <summary>Each trial with what came of it last, in the order of their numbers.</summary>
    public IReadOnlyList<TrialEvaluation> Trials =>
        [.. Evaluations.GroupBy(evaluation => evaluation.Trial).Select(trial => trial.Last()).OrderBy(trial => trial.Trial)];

    /// <summary>
    /// The best trial; with halving, of those that got furthest. Of equal ones it is the first. Null if no trial has a score that is
    /// finite.
    /// </summary>
    public TrialEvaluation? Best { get; }

    /// <summary>Whether the search was cancelled: the best is then the best so far.</summary>
    public bool WasCancelled { get; }

    /// <summary>Whether there were fewer trials than asked for, since there are no more combinations.</summary>
    public bool IsSpaceExhausted { get; }

    /// <summary>Fits the pipeline of the best trial, in full, on all training rows.</summary>
    /// <param name="train">The rows of all folds, or of the training and the validation set: not the test set.</param>
    /// <exception cref="InvalidOperationException">No trial has a score that is finite.</exception>
    public BestModel FitBest(IDataView train)
    {
        ArgumentNullException.ThrowIfNull(train);
        var best = Best ?? throw new InvalidOperationException(WhyNoneIsBest());
        var mlContext = _study.CreateContext();
        var last = _plan.Rounds[^1].Budget;
        Trial trial = new(best.Trial, best.Options, last?.Resource == HalvingResource.Epochs ? last.Amount : null);
        return new(_study, best, trial.Epochs, mlContext, _study.CreatePipeline(mlContext, trial).Fit(train), _tests);
    }

    private string WhyNoneIsBest()
    {
        var failed = Evaluations.FirstOrDefault(evaluation => evaluation.HasFailed);
        var other = Evaluations.FirstOrDefault(evaluation => !evaluation.HasFailed);
        var why = FormattableString.Invariant(
            $"Study '{_study.Name}': none of {Evaluations.Count} trials has a {Metric} that is finite, so none is best.");
        if (failed is not null)
            why += FormattableString.Invariant($" Trial {failed.Trial} ({failed.Options}) failed: {failed.Result.Error}");
        else if (other is not null && !other.Result.Metrics.ContainsKey(Metric))
            why += $" The pipeline gives {string.Join(", ", other.Result.Metrics.Keys)}: set Metric to one of them.";
        else
            why += WasCancelled ? " Cancel the search later." : " Narrow the space.";
        return why;
    }
}
