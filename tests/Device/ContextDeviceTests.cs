using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using TorchSharp;
using Xunit;

namespace MlNetDl.Tests.Device;

/// <summary>What a context says of its device, on a machine that has none.</summary>
public class ContextDeviceTests
{
    private const string Found = "MLContext.GpuDeviceId is 0; the libtorch in use has no CUDA device. ";

    private readonly MLContext _mlContext = new(seed: 1);

    [SkippableFact]
    public void A_device_that_is_not_there_ends_the_fit_unless_the_processor_may_stand_in()
    {
        Skip.If(torch.cuda_is_available(), "there is a CUDA device");
        var log = new TrainingLog(_mlContext);
        var data = Blobs.Data(_mlContext);
        var trainer = new MlpMulticlassTrainer(_mlContext, Blobs.Options());
        var expected = Bits.OfWeights(trainer.Fit(data));

        // Read when fitting: the trainer is older than what the context says now.
        _mlContext.GpuDeviceId = 0;
        var error = Assert.Throws<InvalidOperationException>(() => trainer.Fit(data));
        _mlContext.FallbackToCpu = true;
        var onProcessor = trainer.Fit(data);
        _mlContext.GpuDeviceId = null;
        trainer.Fit(data);

        Assert.StartsWith(Found, error.Message, StringComparison.Ordinal);
        Assert.Equal(
            [$"{Found}Training runs on the processor instead."],
            log.Warnings.Where(line => line.StartsWith("MLContext", StringComparison.Ordinal)));
        Assert.Equal(expected, Bits.OfWeights(onProcessor));
    }

    [SkippableFact]
    public void The_trainers_of_the_catalog_and_the_one_that_chooses_its_task_read_it_as_late()
    {
        Skip.If(torch.cuda_is_available(), "there is a CUDA device");
        IEstimator<ITransformer>[] trainers =
            [new MlpTrainer(_mlContext, Blobs.Options()), _mlContext.MulticlassClassification.Trainers.Mlp(Blobs.Options())];

        _mlContext.GpuDeviceId = 0;

        foreach (var trainer in trainers)
        {
            var error = Assert.Throws<InvalidOperationException>(() => trainer.Fit(Blobs.Data(_mlContext)));
            Assert.StartsWith(Found, error.Message, StringComparison.Ordinal);
        }
    }
}
