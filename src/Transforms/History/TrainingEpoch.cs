namespace MlNetDl.Trainers;

/// <summary>What was measured in one epoch of training.</summary>
public sealed record TrainingEpoch
{
    /// <summary>The epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>
    /// The mean training loss of a row, with dropout and label smoothing, without weight decay: in classification the
    /// cross-entropy in nats, in regression the loss of the standardized label.
    /// </summary>
    public required double TrainingLoss { get; init; }

    /// <summary>
    /// The mean loss of a validation row after the epoch, without dropout but with label smoothing and class and row weights as in
    /// training; null without validation rows.
    /// </summary>
    public double? ValidationLoss { get; init; }

    /// <summary>
    /// The validation metric after the epoch, see <see cref="TrainingHistory.Metric"/>, of class and row weights with the latter only; null
    /// without validation rows, and where they do not determine it.
    /// </summary>
    public double? ValidationMetric { get; init; }

    /// <summary>The learning rate of the epoch's last step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The mean over the epoch's steps of the gradient's Euclidean norm, before any clipping.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>The Euclidean norm of each layer's gradient in the epoch's last step, from the inputs to the outputs.</summary>
    public required IReadOnlyList<double> LayerGradientNorms { get; init; }

    /// <summary>The Euclidean norm of all weights after the epoch, biases not counted.</summary>
    public required double WeightNorm { get; init; }

    /// <summary>
    /// The share, from 0 to 1, of the hidden units that are ReLUs and got no gradient in any step of the epoch: their sum is negative
    /// for every row, and they are dead.
    /// </summary>
    public required double DeadUnits { get; init; }

    /// <summary>The seconds that the epoch took, validation included.</summary>
    public required double Seconds { get; init; }
}
