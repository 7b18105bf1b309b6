namespace MlNetDl.Trainers.Training;

/// <summary>Who watches a training run.</summary>
internal interface ITrainingMonitor
{
    /// <summary>Called before each step, on the thread that makes it; throws to stop the run.</summary>
    void CheckAlive();

    /// <summary>Called at the start of a run that goes on where another was interrupted.</summary>
    /// <param name="epoch">The last epoch that was finished.</param>
    void Resumed(int epoch);

    /// <summary>Called when something is amiss that does not stop the run.</summary>
    void Warn(string message);

    /// <summary>Called when something has been settled.</summary>
    void Inform(string message);

    /// <summary>Called after each epoch; may ask the progress to stop.</summary>
    void EpochEnded(TrainingProgress progress);
}
