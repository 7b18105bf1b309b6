using MlNetDl.Tests.Training;
using MlNetDl.Trainers;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Training;
using Xunit;

namespace MlNetDl.Tests.Continuing;

/// <summary>A run that is cancelled between the steps of an epoch: 600 rows in batches of 256 are three steps.</summary>
public class CancelledStepTests
{
    private static readonly NetworkArchitecture _architecture =
        NetworkArchitecture.Mlp(50, [8], Activation.ReLU, dropout: 0.2f, outputs: 3);

    private static readonly TrainingSettings _settings = new()
    {
        LearningRate = 0.01f,
        LearningRateSchedule = LearningRateSchedule.Constant,
        BatchSize = 256,
        NumberOfEpochs = 5,
        Seed = 1,
    };

    [Theory]
    [InlineData(0)]
    [InlineData(0.9f)]
    public void In_the_third_epoch_it_gives_what_the_second_ended_with(float averaging)
    {
        var settings = _settings with { WeightAveraging = averaging };

        var result = Run(settings with { KeepModelOnCancel = true }, cancelBeforeStep: 8);

        Assert.Equal((2, 2, TrainingEnd.Cancelled), (result.Epochs.Count, result.ModelEpoch, result.End));
        Assert.Equal(Bits(Run(settings with { NumberOfEpochs = 2 })), Bits(result));
    }

    [Fact]
    public void In_the_first_epoch_there_is_nothing_to_give() =>
        Assert.Throws<OperationCanceledException>(() => Run(_settings with { KeepModelOnCancel = true }, cancelBeforeStep: 3));

    [Fact]
    public void Before_the_last_step_of_all_it_is_cancelled_still()
    {
        Assert.Equal(TrainingEnd.Cancelled, Run(_settings with { KeepModelOnCancel = true }, cancelBeforeStep: 15).End);
        Assert.Equal(TrainingEnd.Completed, Run(_settings with { KeepModelOnCancel = true }, cancelBeforeStep: 16).End);
    }

    private static TrainingResult Run(TrainingSettings settings, int cancelBeforeStep = int.MaxValue)
    {
        using var torch = SingleThreadedTorch.Enter();
        var data = TrainingLoopTests.Data();
        using var source = new CpuGradientSource(_architecture, settings.BatchSize, data.Rows);
        return new TrainingLoop(source, settings, new SoftmaxCrossEntropy(3), new Monitor(cancelBeforeStep), data).Run();
    }

    private static string[] Bits(TrainingResult result) =>
        [.. result.Members[0].Select(layer => $"{Support.Bits.Of(layer.Weights)} | {Support.Bits.Of(layer.Bias)}")];

    private sealed class Monitor(int cancelBeforeStep) : ITrainingMonitor
    {
        private int _steps;

        public void CheckAlive()
        {
            if (++_steps == cancelBeforeStep)
                throw new OperationCanceledException();
        }

        public void Resumed(int epoch)
        {
        }

        public void Warn(string message)
        {
        }

        public void Inform(string message)
        {
        }

        public void EpochEnded(TrainingProgress progress)
        {
        }
    }
}
