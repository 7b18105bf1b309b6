using MlNetDl.Transforms.History;

namespace MlNetDl.Trainers;

/// <summary>Says in words what went wrong in a training run, and which option to change.</summary>
/// <remarks>
/// It knows nothing but the history, and judges by rules of thumb: what it finds is likely, not certain, and a run without
/// findings may still be improved. Overfitting shows only where there are validation rows.
/// </remarks>
public static class TrainingDoctor
{
    /// <summary>Looks for what went wrong.</summary>
    /// <param name="history">The course of the run.</param>
    /// <returns>What went wrong, causes before their effects; nothing if the run looks healthy.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="history"/> is null.</exception>
    public static IReadOnlyList<TrainingFinding> Diagnose(TrainingHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        if (history.Epochs.Count == 0)
            return [];

        var tooHigh = LearningRateSymptoms.FindTooHigh(history.Epochs);
        var overfitting = OverfittingSymptom.Find(history);
        TrainingFinding?[] findings =
        [
            tooHigh,
            GradientSymptoms.FindExploding(history.Epochs),
            GradientSymptoms.FindDeadUnits(history.Epochs),
            GradientSymptoms.FindVanishing(history.Epochs),
            // A loss that falls because the network learns the training rows by heart is no reason to go on.
            tooHigh is null && overfitting is null ? LearningRateSymptoms.FindTooLow(history) : null,
            overfitting,
        ];
        return [.. findings.OfType<TrainingFinding>()];
    }
}
