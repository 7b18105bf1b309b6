using MlNetDl.Trainers;
using MlNetDl.Trainers.Training;

namespace MlNetDl.Tests.Regularization;

/// <summary>Writes down what a search tells, and ends it where a test wants.</summary>
internal sealed class Watcher : ITrainingMonitor
{
    private int _steps;

    /// <summary>The step, counted over all networks, before which the search is cancelled.</summary>
    public int CancelBeforeStep { get; init; } = int.MaxValue;

    /// <summary>Called after each epoch.</summary>
    public Action<TrainingProgress>? OnEpoch { get; init; }

    public int Steps => _steps;

    public List<TrainingProgress> Epochs { get; } = [];

    public List<string> Messages { get; } = [];

    public void CheckAlive()
    {
        if (Interlocked.Increment(ref _steps) >= CancelBeforeStep)
            throw new OperationCanceledException();
    }

    public void Resumed(int epoch) => Messages.Add($"Resumed {epoch}");

    public void Warn(string message) => Messages.Add(message);

    public void Inform(string message) => Messages.Add(message);

    public void EpochEnded(TrainingProgress progress)
    {
        Epochs.Add(progress);
        OnEpoch?.Invoke(progress);
    }
}
