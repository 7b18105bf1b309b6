using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using TorchSharp;
using Xunit;

namespace MlNetDl.Tests.Torch;

/// <summary>They change the number of threads of the whole process, so nothing else may run beside them.</summary>
[Collection(RunsAlone.Name)]
public sealed class SingleThreadedTorchTests : IDisposable
{
    private const int ProcessWide = 3;
    private readonly int _before = OnNewThread(torch.get_num_threads);

    public SingleThreadedTorchTests() => SetProcessWide(ProcessWide);

    public void Dispose() => SetProcessWide(_before);

    [Fact]
    public void Inside_a_scope_the_thread_has_one_thread_and_after_it_its_former_number() => OnNewThread(() =>
    {
        SetAsAnOldUser(5);
        SetProcessWide(ProcessWide);
        using (SingleThreadedTorch.Enter())
            Assert.Equal(1, torch.get_num_threads());
        Assert.Equal(5, torch.get_num_threads());
        return 0;
    });

    [Fact]
    public void A_thread_that_had_not_used_libtorch_gets_the_number_of_the_process_back() => OnNewThread(() =>
    {
        SingleThreadedTorch.Enter().Dispose();
        Assert.Equal(ProcessWide, torch.get_num_threads());
        return 0;
    });

    [Fact]
    public void Other_threads_start_with_the_number_of_the_process_during_a_scope_and_after_it()
    {
        using (SingleThreadedTorch.Enter())
            Assert.Equal(ProcessWide, OnNewThread(torch.get_num_threads));
        Assert.Equal(ProcessWide, OnNewThread(torch.get_num_threads));
    }

    [Fact]
    public void An_inner_scope_leaves_the_thread_to_the_outer_one()
    {
        using (SingleThreadedTorch.Enter())
        {
            using (SingleThreadedTorch.Enter())
                Assert.Equal(1, torch.get_num_threads());
            Assert.Equal(1, torch.get_num_threads());
        }
    }

    [Fact]
    public void What_the_application_sets_for_the_process_during_a_scope_stays()
    {
        using (SingleThreadedTorch.Enter())
            SetProcessWide(4);
        Assert.Equal(4, OnNewThread(torch.get_num_threads));
    }

    [Fact]
    public async Task Scopes_of_many_threads_at_once_do_not_disturb_one_another()
    {
        using Barrier allAreSet = new(8, _ => SetProcessWide(ProcessWide));
        await Task.WhenAll(Enumerable.Range(2, 8).Select(number => Task.Factory.StartNew(() =>
        {
            SetAsAnOldUser(number);
            allAreSet.SignalAndWait();
            for (int i = 0; i < 5; i++)
            {
                using (SingleThreadedTorch.Enter())
                    Assert.Equal(1, torch.get_num_threads());
                Assert.Equal(number, torch.get_num_threads());
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Equal(ProcessWide, OnNewThread(torch.get_num_threads));
    }

    /// <summary>Sets the number of a thread that has used libtorch before: for one that has not, its first use would reset it.</summary>
    private static void SetAsAnOldUser(int number)
    {
        torch.get_num_threads();
        torch.set_num_threads(number);
    }

    /// <summary>A thread that sets it sets its own number and that of the process: a new one has no use for its own.</summary>
    private static void SetProcessWide(int number) => OnNewThread(() =>
    {
        torch.set_num_threads(number);
        return number;
    });

    private static int OnNewThread(Func<int> call) =>
        Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).GetAwaiter().GetResult();
}
