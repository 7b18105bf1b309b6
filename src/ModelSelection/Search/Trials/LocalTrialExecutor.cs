using System.Diagnostics;
using Microsoft.ML;
using MlNetDl.ModelSelection.Search;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.ModelSelection;

/// <summary>Runs the trials of the studies it is given on this machine's cores, fold beside fold.</summary>
/// <remarks>
/// Each fit has an <see cref="MLContext"/> of its own, seeded alike, so that its result does not depend on what runs beside it.
/// </remarks>
#pragma warning disable CA1001 // A semaphore without a wait handle holds nothing that must be disposed of.
public sealed class LocalTrialExecutor : ITrialExecutor
#pragma warning restore CA1001
{
    private readonly Dictionary<string, Study> _studies;
    private readonly SemaphoreSlim _cores;

    /// <summary>Makes an executor.</summary>
    /// <param name="studies">The studies, of different names.</param>
    /// <param name="parallelism">How many fits run at once; null for one a core.</param>
    /// <exception cref="ArgumentException">Two studies have one name, or the number is below 1.</exception>
    public LocalTrialExecutor(IEnumerable<Study> studies, int? parallelism = null)
    {
        ArgumentNullException.ThrowIfNull(studies);
        _studies = [];
        foreach (var study in studies)
        {
            if (!_studies.TryAdd(study.Name, study))
                throw new ArgumentException($"LocalTrialExecutor: two studies are named '{study.Name}'. Rename one.", nameof(studies));
        }

        Parallelism = parallelism ?? Environment.ProcessorCount;
        new OptionChecks(nameof(LocalTrialExecutor))
            .Require(Parallelism >= 1, nameof(Parallelism), Parallelism, "at least 1")
            .ThrowIfViolated(nameof(parallelism));
        _cores = new(Parallelism);
    }

    /// <inheritdoc/>
    public int Parallelism { get; }

    /// <inheritdoc/>
    public async Task<TrialResult> ExecuteAsync(TrialRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!_studies.TryGetValue(request.Study, out var study))
        {
            throw new InvalidOperationException(
                $"LocalTrialExecutor: no study is named '{request.Study}'; there are: {string.Join(", ", _studies.Keys)}. "
                + "Give the executor that study.");
        }

        // The first use loads the data, which must not hold up the thread of the caller.
        var folds = await Task.Run(() => study.Folds.Count, cancellationToken).ConfigureAwait(false);
        var clock = Stopwatch.StartNew();
        TrialRun run = new(study, request, folds, cancellationToken);
        await Task.WhenAll(Enumerable.Range(0, folds).Select(RunFoldAsync)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return run.Result(clock.Elapsed);

        async Task RunFoldAsync(int fold)
        {
            await _cores.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                // Fits wait for work that they hand to the thread pool: they must not take its threads.
                await Task.Factory.StartNew(
                    () => run.Fold(fold), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                    .ConfigureAwait(false);
            }
            finally
            {
                _cores.Release();
            }
        }
    }
}
