namespace MlNetDl.Trainers;

/// <summary>How far a training run is, told after each epoch.</summary>
public sealed class TrainingProgress
{
    internal TrainingProgress(TrainingEpoch latest, int numberOfEpochs)
    {
        Latest = latest;
        NumberOfEpochs = numberOfEpochs;
    }

    /// <summary>The epoch that has just ended.</summary>
    public TrainingEpoch Latest { get; }

    /// <summary>The number of epochs of the run.</summary>
    public int NumberOfEpochs { get; }

    /// <summary>Whether <see cref="Stop"/> was called.</summary>
    public bool IsStopRequested { get; private set; }

    /// <summary>
    /// Ends the training after this epoch. The fit gives its model as usual: with early stopping the best one so far, else the latest.
    /// To count, it must be called before the report returns.
    /// </summary>
    public void Stop() => IsStopRequested = true;
}
