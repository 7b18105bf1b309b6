namespace MlNetDl.ModelSelection.Search;

/// <summary>One trial on this machine: its folds, whichever order they end in, and the result of all of them.</summary>
internal sealed class TrialRun(Study study, TrialRequest request, int numberOfFolds, CancellationToken cancellationToken)
{
    private readonly FoldResult?[] _results = new FoldResult?[numberOfFolds];
    private readonly Exception?[] _errors = new Exception?[numberOfFolds];

    public void Fold(int number)
    {
        // After a failure only earlier folds are still run: the first one to fail is then always the same.
        if (cancellationToken.IsCancellationRequested || _errors.Take(number).Any(error => error is not null))
            return;
        try
        {
            _results[number] = study.RunFold(request, number, cancellationToken);
        }
#pragma warning disable CA1031 // Whatever goes wrong in a pipeline is its trial's failure, and the search goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            // Whatever is thrown once cancelling has begun, comes from it for all one can tell: the trial has no result.
            if (!cancellationToken.IsCancellationRequested)
                _errors[number] = error;
        }
    }

    public TrialResult Result(TimeSpan elapsed)
    {
        var failed = Array.FindIndex(_errors, error => error is not null);
        if (failed >= 0)
        {
            var error = _errors[failed]!;
            return new()
            {
                Error = FormattableString.Invariant($"Fold {failed + 1} of {numberOfFolds}: {error.GetType().Name}: {error.Message}"),
                ErrorDetails = error.ToString(),
                Seconds = elapsed.TotalSeconds,
            };
        }

        IReadOnlyDictionary<string, double>[] metrics = [.. _results.Select(result => result!.Metrics)];
        return new()
        {
            Metrics = Means(metrics),
            FoldMetrics = metrics,
            OutOfFoldScores = request.WantsOutOfFoldScores ? [.. _results.Select(result => result!.Scores!)] : null,
            Seconds = elapsed.TotalSeconds,
        };
    }

    // Of what all folds have: a metric that one fold lacks has no mean.
    private static Dictionary<string, double> Means(IReadOnlyDictionary<string, double>[] folds) => folds[0].Keys
        .Where(name => folds.All(fold => fold.ContainsKey(name)))
        .ToDictionary(name => name, name => folds.Average(fold => fold[name]));
}
