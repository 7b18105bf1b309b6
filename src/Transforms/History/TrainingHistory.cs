namespace MlNetDl.Trainers;

/// <summary>The course of a training run, epoch by epoch. It is part of the model and of its file.</summary>
public sealed class TrainingHistory
{
    internal TrainingHistory(IReadOnlyList<TrainingEpoch> epochs, string metric, int modelEpoch, int numberOfEpochs, TrainingEnd end)
    {
        Epochs = epochs;
        Metric = metric;
        ModelEpoch = modelEpoch;
        NumberOfEpochs = numberOfEpochs;
        End = end;
    }

    /// <summary>The epochs that were finished, in order.</summary>
    public IReadOnlyList<TrainingEpoch> Epochs { get; }

    /// <summary>The name of the metric in <see cref="TrainingEpoch.ValidationMetric"/>, such as <c>Accuracy</c>.</summary>
    public string Metric { get; }

    /// <summary>
    /// The epoch after which the model's parameters were taken: the best one where early stopping watched, else the last.
    /// </summary>
    public int ModelEpoch { get; }

    /// <summary>The number of epochs that the run was to have.</summary>
    public int NumberOfEpochs { get; }

    /// <summary>Why training ended.</summary>
    public TrainingEnd End { get; }
}
