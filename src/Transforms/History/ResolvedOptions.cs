namespace MlNetDl.Trainers;

/// <summary>What a network was trained with: the options, and what the trainer settled where they left it open.</summary>
/// <remarks>Each property is the option of the same name; an enumeration's value is never <c>Auto</c>.</remarks>
public sealed record ResolvedOptions
{
    /// <summary>The number of units of each hidden layer; empty for a linear model.</summary>
    public required IReadOnlyList<int> HiddenLayers { get; init; }

    /// <summary>The activation of the hidden layers; <see cref="Activation.Identity"/> where there are none.</summary>
    public required Activation Activation { get; init; }

    /// <summary>The number of members that were trained together. The networks of folds are not counted: each has so many.</summary>
    public required int Members { get; init; }

    /// <summary>How numeric features went into the network.</summary>
    public required NumericEncoding NumericEncoding { get; init; }

    /// <summary>Whether the regularization was chosen by folds, see <see cref="TrainingHistory.RegularizationLevels"/>.</summary>
    public required AutoRegularization AutoRegularization { get; init; }

    /// <summary>The weight decay; where folds chose it, their choice.</summary>
    public required float WeightDecay { get; init; }

    /// <summary>The form of weight decay.</summary>
    public required WeightDecayForm WeightDecayForm { get; init; }

    /// <summary>The dropout of each hidden layer; where folds chose it, their choice.</summary>
    public required IReadOnlyList<float> Dropout { get; init; }

    /// <summary>The optimizer.</summary>
    public required Optimizer Optimizer { get; init; }

    /// <summary>The learning rate.</summary>
    public required float LearningRate { get; init; }

    /// <summary>The course of the learning rate.</summary>
    public required LearningRateSchedule LearningRateSchedule { get; init; }

    /// <summary>The number of rows of a training step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The number of epochs that a run was to have.</summary>
    public required int NumberOfEpochs { get; init; }

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>The share of the training rows that was split off for validation; null where none was.</summary>
    public float? ValidationFraction { get; init; }
}
