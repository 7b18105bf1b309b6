using MlNetDl.Tests.Network;
using MlNetDl.Trainers;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Training;
using Xunit;

namespace MlNetDl.Tests.Training;

public class StepMemoryTests
{
    [Fact]
    public void A_step_takes_no_memory_for_each_row()
    {
        const int Rows = 256;
        var data = MixedInputs.Draw(Rows, LossCase.SquaredError(), layers: 3, new Random(1)).Rows;
        var architecture = NetworkArchitecture.Mlp(data.Columns.Count, [16, 16], Activation.ReLU, dropout: 0.1f, outputs: 1) with
        {
            Members = 4,
            Columns = data.Columns,
        };
        using var torch = SingleThreadedTorch.Enter();
        using var source = new CpuGradientSource(architecture, Rows, Rows, mostThreads: 1);
        int[] rows = [.. Enumerable.Range(0, Rows)];
        var (loss, keys) = (new SquaredError(), new uint[3]);
        source.Compute(data, rows, loss, keys);

        var before = GC.GetAllocatedBytesForCurrentThread();
        source.Compute(data, rows, loss, keys);
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(taken, 0, 16 * Rows);
    }
}
