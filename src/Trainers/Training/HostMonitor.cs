using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Network;

namespace MlNetDl.Trainers.Training;

/// <summary>Reports a training run to ML.NET's log and to the user's own progress, and stops it when ML.NET is cancelled.</summary>
internal sealed class HostMonitor(IHost host, IChannel channel, IProgress<TrainingProgress>? progress) : ITrainingMonitor
{
    public void Started(NetworkArchitecture architecture, TrainingSettings settings, int rows) => channel.Info(FormattableString.Invariant(
        $"Training {architecture} on {rows} rows: learning rate {settings.LearningRate}, weight decay {settings.WeightDecay}, ") +
        FormattableString.Invariant(
        $"batch size {settings.BatchSize}, {settings.NumberOfEpochs} epochs, seed {settings.Seed}"));

    public void CheckAlive() => host.CheckAlive();

    public void EpochEnded(TrainingProgress state)
    {
        channel.Info(FormattableString.Invariant($"Epoch {state.Epoch} of {state.NumberOfEpochs}: loss {state.Loss:0.000000}"));
        progress?.Report(state);
    }
}
