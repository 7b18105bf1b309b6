namespace MlNetDl.Trainers.Training;

/// <summary>Who watches a training run.</summary>
internal interface ITrainingMonitor
{
    /// <summary>Called before each step; throws to stop the run.</summary>
    void CheckAlive();

    /// <summary>Called after each epoch; may ask the progress to stop.</summary>
    void EpochEnded(TrainingProgress progress);
}
