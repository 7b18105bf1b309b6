using MlNetDl.Tests.Support;
using TorchSharp;
using Xunit;

namespace MlNetDl.Tests.Regularization;

[Collection(RunsAlone.Name)]
public class SearchMemoryTests
{
    [Fact]
    public void Many_searches_leave_no_tensors_and_no_memory_behind()
    {
        var task = Searches.Classification(Searches.NoisyClasses(), epochs: 1);
        for (var i = 0; i < 5; i++)
            Searches.Run(task);
        var tensors = torch.Tensor.TotalCount;

        var growth = Memory.LeastGrowth(
            () =>
            {
                for (var i = 0; i < 40; i++)
                    Searches.Run(task);
            },
            enough: 50_000_000);

        Assert.Equal(tensors, torch.Tensor.TotalCount);
        Assert.InRange(growth, long.MinValue, 50_000_000);
    }
}
