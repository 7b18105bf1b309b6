namespace MlNetDl.Trainers;

/// <summary>How far a training run is, told after each epoch.</summary>
public sealed class TrainingProgress
{
    internal TrainingProgress(TrainingEpoch latest, int numberOfEpochs, int level = 1, int levels = 1)
    {
        Latest = latest;
        NumberOfEpochs = numberOfEpochs;
        Level = level;
        Levels = levels;
    }

    /// <summary>The epoch that has just ended.</summary>
    public TrainingEpoch Latest { get; }

    /// <summary>The number of epochs of the run.</summary>
    public int NumberOfEpochs { get; }

    /// <summary>The level of regularization that is being tried, from 1. Each is a run of its own.</summary>
    public int Level { get; }

    /// <summary>How many levels of regularization are tried; 1 where the regularization is not chosen by folds.</summary>
    public int Levels { get; }

    /// <summary>Whether <see cref="Stop"/> was called.</summary>
    public bool IsStopRequested { get; private set; }

    /// <summary>
    /// Ends the training after this epoch; where folds choose the regularization, after the round of epochs that it is of, and no further
    /// level is tried. The fit gives its model as usual: with early stopping or folds the best one so far, else the latest. To count, it
    /// must be called before the report returns.
    /// </summary>
    public void Stop() => IsStopRequested = true;
}
