namespace MlNetDl.Tests.Support;

/// <summary>Work on several threads, which all begin together.</summary>
internal static class AtOnce
{
    /// <summary>What each thread, told its number, comes to; what one throws is thrown here.</summary>
    public static T[] Run<T>(int threads, Func<int, T> work)
    {
        using var ready = new Barrier(threads);
        var tasks = Enumerable.Range(0, threads).Select(i => Task.Factory.StartNew(
            () =>
            {
                ready.SignalAndWait();
                return work(i);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        return [.. tasks.Select(task => task.GetAwaiter().GetResult())];
    }
}
