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
    public void So_does_one_of_members_and_pieces()
    {
        var (_, data) = MixedInputs.Draw(10, LossCase.CrossEntropy(classes: 3), layers: 3, new Random(1));
        var architecture = NetworkArchitecture.Mlp(data.Columns.Count, [256, 128], Activation.ReLU, dropout: 0, outputs: 3) with
        {
            Members = 4,
            Columns = data.Columns,
        };
        var before = Tensor.TotalCount;
        using (var plan = new CpuTrainingPlan(architecture, 256))
        {
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
