using MlNetDl.Transforms.MlNet;

namespace MlNetDl.ModelSelection.Search;

/// <summary>Settles the options of a search, and runs it.</summary>
internal static class StudySearch
{
    public static async Task<SearchResult> RunAsync(
        Study study, ITrialSampler sampler, int numberOfTrials, SearchOptions options, IProgress<SearchProgress>? progress,
        CancellationToken cancellationToken)
    {
        Check(options);
        var metric = options.Metric ?? study.Metrics.Default;
        var direction = study.Metrics.DirectionOf(metric);
        var executor = options.Executor ?? new LocalTrialExecutor([study], options.Parallelism);
        var trials = Math.Min(numberOfTrials, sampler.Limit);
        var rounds = SearchRound.Plan(trials, options.Halving, () => study.MostTrainingRows);
        SearchPlan plan = new(study.Name, sampler, rounds, metric, direction, options.KeepOutOfFoldScores);

        using var file = StudyFile.Open(options.Path);
        file.Register(study.Name, $"{sampler.Describe()}; {string.Join("; ", study.Space.Options)}");
        if (options.RetryFailedTrials)
            file.ForgetFailed(study.Name);
        var evaluations = await new SearchRun(plan, file, executor, progress, TimeProvider.System, cancellationToken)
            .RunAsync().ConfigureAwait(false);
        return new(study, plan, options.Path, evaluations, cancellationToken.IsCancellationRequested, trials < numberOfTrials);
    }

    private static void Check(SearchOptions options) => new OptionChecks(nameof(SearchOptions))
        .Require(options.Path is null || !string.IsNullOrWhiteSpace(options.Path), nameof(options.Path), options.Path, "a file, or null")
        .Require(options.Parallelism is null or >= 1, nameof(options.Parallelism), options.Parallelism, "at least 1, or null")
        .Require(
            options.Parallelism is null || options.Executor is null, nameof(options.Parallelism), options.Parallelism,
            "null where an Executor is set, which has a parallelism of its own")
        .ThrowIfViolated(nameof(options));
}
