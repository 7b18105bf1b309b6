using MlNetDl.Trainers.Training;
using Xunit;

namespace MlNetDl.Tests.Training;

public class WorkCrewTests
{
    [Fact]
    public void Every_item_is_done_exactly_once()
    {
        using var crew = new WorkCrew(mostItems: 4);
        var done = new int[4];
        var random = new Random(1);
        var expected = new int[4];
        for (var round = 0; round < 20_000; round++)
        {
            var items = random.Next(1, 5);
            crew.Run(items, item => Interlocked.Increment(ref done[item]));
            for (var item = 0; item < items; item++)
                expected[item]++;
            Assert.Equal(expected, done);
        }
    }

    [Fact]
    public void What_an_item_throws_is_thrown_and_the_crew_stays_usable()
    {
        using var crew = new WorkCrew(mostItems: 4);

        var e = Assert.Throws<InvalidOperationException>(() => crew.Run(4, item =>
        {
            if (item == 2)
                throw new InvalidOperationException("item 2");
        }));
        Assert.Equal("item 2", e.Message);

        var done = 0;
        crew.Run(4, _ => Interlocked.Increment(ref done));
        Assert.Equal(4, done);
    }

    [SkippableFact]
    public void Disposal_ends_the_threads()
    {
        Skip.If(Environment.ProcessorCount == 1, "On one processor a crew has no helpers.");
        var threads = new Thread[2];
        using (var barrier = new Barrier(2))
        using (var crew = new WorkCrew(mostItems: 2))
        {
            // Neither item ends before the other has begun: each has a thread of its own.
            crew.Run(2, item =>
            {
                threads[item] = Thread.CurrentThread;
                barrier.SignalAndWait();
            });
        }

        Assert.False(Assert.Single(threads, thread => thread != Thread.CurrentThread).IsAlive);
    }

    [Fact]
    public void One_item_is_done_by_the_thread_that_asks()
    {
        using var crew = new WorkCrew(mostItems: 1);
        Thread? worker = null;

        crew.Run(1, _ => worker = Thread.CurrentThread);

        Assert.Same(Thread.CurrentThread, worker);
    }
}
