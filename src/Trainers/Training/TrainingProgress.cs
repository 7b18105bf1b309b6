namespace MlNetDl.Trainers;

/// <summary>How far a training run is.</summary>
public sealed record TrainingProgress
{
    internal TrainingProgress(int epoch, int numberOfEpochs, double loss)
    {
        Epoch = epoch;
        NumberOfEpochs = numberOfEpochs;
        Loss = loss;
    }

    /// <summary>The epoch that has just ended, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The number of epochs of the run.</summary>
    public int NumberOfEpochs { get; }

    /// <summary>
    /// The mean training loss of a row in this epoch, with dropout, without weight decay: in classification the cross-entropy
    /// in nats.
    /// </summary>
    public double Loss { get; }
}
