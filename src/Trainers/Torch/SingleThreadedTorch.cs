using TorchSharp;

namespace MlNetDl.Trainers;

/// <summary>Makes libtorch's products run on the calling thread alone, for as long as the scope is open.</summary>
/// <remarks>
/// Training splits its work over threads of its own. On each of them libtorch would otherwise start a team of OpenMP
/// threads, and teams that compete for the same cores make every libtorch call of the process several times slower.
/// </remarks>
internal static class SingleThreadedTorch
{
    private static readonly Lock _settings = new();

    /// <summary>Opens the scope on this thread; dispose it on the same thread. Scopes may be nested and concurrent.</summary>
    public static Scope Enter()
    {
        lock (_settings)
        {
            // Reading comes first for another reason too: a thread's first use of libtorch, which reading is, gives it
            // the number of the process, and would undo one that was set before.
            int former = torch.get_num_threads();
            if (former == 1)
                return default;
            SetForThisThread(1);
            return new Scope(former);
        }
    }

    /// <summary>Sets this thread's number and leaves everybody else's as it is.</summary>
    private static void SetForThisThread(int number)
    {
        // In OpenMP builds of libtorch, set_num_threads does two things: it sets OpenMP's number for the calling thread,
        // and it stores the number for the whole process, as what threads that have not used libtorch yet will start
        // with. The second is the application's to choose. It cannot be read or written alone, but a new thread starts
        // with it, and writing it back from a new thread touches no number that matters to anyone.
        int processWide = OnNewThread(torch.get_num_threads);
        torch.set_num_threads(number);
        OnNewThread(() =>
        {
            torch.set_num_threads(processWide);
            return processWide;
        });
    }

    private static int OnNewThread(Func<int> call)
    {
        int result = 0;
        Thread thread = new(() => result = call()) { IsBackground = true, Name = "MlNetDl libtorch settings" };
        thread.Start();
        thread.Join();
        return result;
    }

    /// <summary>Gives the thread its former number back when disposed.</summary>
    public readonly struct Scope : IDisposable
    {
        private readonly int _former;

        internal Scope(int former) => _former = former;

        public void Dispose()
        {
            if (_former == 0)
                return; // The thread was single-threaded before, as in a nested scope.
            lock (_settings)
                SetForThisThread(_former);
        }
    }
}
