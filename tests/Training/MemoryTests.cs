using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using TorchSharp;
using Xunit;

namespace MlNetDl.Tests.Training;

[Collection(RunsAlone.Name)]
public class MemoryTests
{
    [Theory]
    [InlineData(1, NumericEncoding.Standardize)]
    [InlineData(3, NumericEncoding.PiecewiseLinear)]
    public void Many_fits_leave_no_tensors_and_no_memory_behind(int members, NumericEncoding encoding)
    {
        var mlContext = new MLContext(seed: 1);
        var data = Blobs.Data(mlContext, rows: 60);
        var trainer = new MlpMulticlassTrainer(mlContext, new MlpTrainer.Options
        {
            HiddenLayers = [64, 64],
            Members = members,
            NumericEncoding = encoding,
            AutoRegularization = AutoRegularization.Off,
            NumberOfEpochs = 2,
        });
        for (var i = 0; i < 20; i++)
            trainer.Fit(data).Dispose();
        var tensors = torch.Tensor.TotalCount;

        var growth = Memory.LeastGrowth(
            () =>
            {
                for (var i = 0; i < 300; i++)
                    trainer.Fit(data).Dispose();
            },
            enough: 50_000_000);

        Assert.Equal(tensors, torch.Tensor.TotalCount);
        Assert.InRange(growth, long.MinValue, 50_000_000);
    }
}
