using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Trainers.Network;
using Xunit;
using static TorchSharp.torch;

namespace MlNetDl.Tests.Network;

/// <summary>Tensors are counted for all of the process.</summary>
[Collection(RunsAlone.Name)]
public class TensorDisposalTests
{
    [Fact]
    public void A_plan_disposes_of_all_its_tensors()
    {
        var before = Tensor.TotalCount;
        using (var plan = new CpuTrainingPlan(NetworkArchitecture.Mlp(50, [256, 128], Activation.ReLU, dropout: 0, outputs: 3), 256))
        {
            plan.Prepare(256);
            plan.Prepare(256);
            plan.Prepare(77);
            Assert.True(Tensor.TotalCount > before, "Tensors are not counted.");
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void An_arena_disposes_of_all_its_tensors()
    {
        var before = Tensor.TotalCount;
        using (var arena = new TensorArena(64))
        {
            var view = arena.View(arena.Take(12), 3, 4);
            // One for the whole, two for the view; what was made on the way is gone.
            Assert.Equal(before + 3, Tensor.TotalCount);
            Assert.Equal([3L, 4], view.Matrix.shape);
            Assert.Equal([4L, 3], view.Transposed.shape);
        }

        Assert.Equal(before, Tensor.TotalCount);
    }
}
