using MlNetDl.Trainers;
using TorchSharp;
using Xunit;

namespace MlNetDl.Tests.Torch;

public class TorchRuntimeTests
{
    [Fact]
    public void TorchSharp_works_in_the_test_host()
    {
        using torch.Tensor ones = torch.ones(3, 4), product = ones.mm(ones.t()), sum = product.sum();
        Assert.Equal(36f, sum.item<float>());
    }

    [Fact]
    public void Initialize_may_be_called_again_and_from_many_threads() =>
        Parallel.For(0, 64, _ => TorchRuntime.Initialize());
}
