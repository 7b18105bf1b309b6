using System.Diagnostics;

namespace MlNetDl.Tests.Support;

/// <summary>The memory of this process.</summary>
internal static class Memory
{
    private const int MostTries = 3;

    /// <summary>
    /// By how much the process grows while work is done, in bytes. What leaks grows each time; what the runtime takes for itself, in a
    /// process that has run many tests, does not: work after which much is gained is done again, and the least counts.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="enough">From so little on it is not done again.</param>
    public static long LeastGrowth(Action work, long enough)
    {
        var least = long.MaxValue;
        for (var i = 0; i < MostTries && least > enough; i++)
        {
            var before = WorkingSet();
            work();
            least = Math.Min(least, WorkingSet() - before);
        }

        return least;
    }

    private static long WorkingSet()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
