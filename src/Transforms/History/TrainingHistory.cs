namespace MlNetDl.Trainers;

/// <summary>The course of a training run, epoch by epoch. It is part of the model and of its file.</summary>
public sealed class TrainingHistory
{
    internal TrainingHistory(
        IReadOnlyList<TrainingEpoch> epochs, string metric, int modelEpoch, TrainingEnd end, ResolvedOptions options,
        IReadOnlyList<RegularizationLevel>? levels = null)
    {
        Epochs = epochs;
        Metric = metric;
        ModelEpoch = modelEpoch;
        End = end;
        Options = options;
        RegularizationLevels = levels ?? [];
    }

    /// <summary>
    /// The epochs that were finished, in order. Where folds chose the regularization, those of the level that was chosen: means over the
    /// networks, and the validation values, in the epochs after which there was a choice, of all rows, each scored by the network that
    /// had not seen it.
    /// </summary>
    public IReadOnlyList<TrainingEpoch> Epochs { get; }

    /// <summary>The name of the metric in <see cref="TrainingEpoch.ValidationMetric"/>, such as <c>Accuracy</c>.</summary>
    public string Metric { get; }

    /// <summary>
    /// The epoch after which the model's parameters were taken: the best one where early stopping watched or folds chose, else the last.
    /// </summary>
    public int ModelEpoch { get; }

    /// <summary>The number of epochs that the run was to have.</summary>
    public int NumberOfEpochs => Options.NumberOfEpochs;

    /// <summary>Why training ended.</summary>
    public TrainingEnd End { get; }

    /// <summary>What the network was trained with, every value settled.</summary>
    public ResolvedOptions Options { get; }

    /// <summary>The levels of regularization that were tried, in order; none where the regularization was not chosen by folds.</summary>
    public IReadOnlyList<RegularizationLevel> RegularizationLevels { get; }
}
