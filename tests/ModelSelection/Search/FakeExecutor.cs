using System.Collections.Concurrent;
using Microsoft.ML;
using MlNetDl.ModelSelection;

namespace MlNetDl.Tests.ModelSelection.Search;

/// <summary>Trials whose results are a function of the request; nothing is fitted.</summary>
internal sealed class FakeExecutor(Func<TrialRequest, TrialResult> run, int parallelism = 1) : ITrialExecutor
{
    public const string Score = "Score";

    public int Parallelism => parallelism;

    /// <summary>What was run, in order.</summary>
    public ConcurrentQueue<TrialRequest> Requests { get; } = [];

    public static FakeExecutor Of(Func<TrialRequest, double> score, int parallelism = 1) =>
        new(request => Result(score(request)), parallelism);

    public static TrialResult Result(double score) => new() { Metrics = new Dictionary<string, double> { [Score] = score } };

    /// <summary>A study that only a fake executor can run.</summary>
    public static Study Study(SearchSpace space, MetricDirection direction = MetricDirection.Minimize, string name = "fake") => new(
        new MLContext(), name, space,
        (_, _) => throw new InvalidOperationException("Nothing is to be fitted."),
        () => throw new InvalidOperationException("No data are to be read."),
        new StudyMetrics(
            new Dictionary<string, MetricDirection> { [Score] = direction, ["Other"] = MetricDirection.Maximize }, Score,
            (_, _) => throw new InvalidOperationException("Nothing is to be measured.")));

    public async Task<TrialResult> ExecuteAsync(TrialRequest request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        Requests.Enqueue(request);
        return run(request);
    }
}
