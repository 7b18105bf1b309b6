using Microsoft.ML;

namespace MlNetDl.Benchmarks.OneHot;

/// <summary>What a fit takes of managed memory, in bytes.</summary>
/// <param name="Peak">The most there was at once beyond what was there before, looked at every millisecond.</param>
/// <param name="Allocated">All that was allocated: an upper bound of what there was at once.</param>
internal readonly record struct FitMemory(long Peak, long Allocated)
{
    public static FitMemory Of(IEstimator<ITransformer> estimator, IDataView rows)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = before;
        using var done = new ManualResetEventSlim();
        var watcher = new Thread(() =>
        {
            do
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
            while (!done.Wait(millisecondsTimeout: 1));
        });
        watcher.Start();

        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var model = estimator.Fit(rows);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        done.Set();
        watcher.Join();
        GC.KeepAlive(model);
        return new FitMemory(Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false)) - before, allocated);
    }
}
