using System.Runtime.ExceptionServices;

namespace MlNetDl.Trainers.Training;

/// <summary>The calling thread and some helpers of its own, which share out the items of a round of work.</summary>
/// <remarks>
/// An idle helper spins for some microseconds, since the next round is that close, then yields its processor to whoever wants
/// it, and after some milliseconds sleeps. Items are claimed one by one, so a helper that was put to sleep delays only what it claimed.
/// </remarks>
internal sealed class WorkCrew : IDisposable
{
    private readonly Thread[] _helpers;
    private volatile Round _current = new(0, static _ => { });
    private volatile bool _stop;

    /// <param name="mostItems">The most items a round has; more threads would stay idle.</param>
    public WorkCrew(int mostItems)
    {
        _helpers = new Thread[Math.Min(mostItems, Environment.ProcessorCount) - 1];
        for (var i = 0; i < _helpers.Length; i++)
        {
            _helpers[i] = new Thread(Help) { IsBackground = true, Name = "MlNetDl training" };
            _helpers[i].Start(_current);
        }
    }

    /// <summary>Does all items, numbered from 0, and returns when the last is done.</summary>
    public void Run(int items, Action<int> work)
    {
        var round = new Round(items, work);
        if (items > 1)
            _current = round;
        round.DoItems();
        var pause = default(Pause);
        while (!round.IsDone)
            pause.Wait();
        round.ThrowFailure();
    }

    public void Dispose()
    {
        _stop = true;
        foreach (var helper in _helpers)
            helper.Join();
    }

    private void Help(object? first)
    {
        using var torch = SingleThreadedTorch.Enter();
        var seen = first;
        var pause = default(Pause);
        while (!_stop)
        {
            var round = _current;
            if (ReferenceEquals(round, seen))
            {
                pause.Wait();
                continue;
            }

            round.DoItems();
            seen = round;
            pause = default;
        }
    }

    /// <summary>The items of one round. A helper that comes late finds all of them claimed.</summary>
    private sealed class Round
    {
        private readonly int _items;
        private readonly Action<int> _work;
        private int _claimed;
        private int _unfinished;
        private ExceptionDispatchInfo? _failure;

        public Round(int items, Action<int> work)
        {
            _items = items;
            _work = work;
            _unfinished = items;
        }

        public bool IsDone => Volatile.Read(ref _unfinished) == 0;

        public void DoItems()
        {
            for (var item = Claim(); item < _items; item = Claim())
            {
                try
                {
                    _work(item);
                }
#pragma warning disable CA1031 // Whatever it is, it is thrown again on the thread that waits for the round.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    _failure = ExceptionDispatchInfo.Capture(e);
                }

                Interlocked.Decrement(ref _unfinished);
            }
        }

        public void ThrowFailure() => _failure?.Throw();

        private int Claim() => Interlocked.Increment(ref _claimed) - 1;
    }

    /// <summary>Spins at first, then yields, then sleeps.</summary>
    private struct Pause
    {
        private const int Spins = 100; // about 10 us
        private const int Yields = 10_000; // some ms

        private int _count;

        public void Wait()
        {
            _count++;
            if (_count <= Spins)
                Thread.SpinWait(4);
            else if (_count <= Spins + Yields)
                Thread.Yield();
            else
                Thread.Sleep(1);
        }
    }
}
