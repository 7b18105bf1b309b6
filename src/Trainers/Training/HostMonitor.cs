using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Network;

namespace MlNetDl.Trainers.Training;

/// <summary>Reports a training run to ML.NET's log and to the user's own progress, and stops it when ML.NET is cancelled.</summary>
internal sealed class HostMonitor(IHost host, IChannel channel, IProgress<TrainingProgress>? progress, string metric) : ITrainingMonitor
{
    public void Started(
        NetworkArchitecture architecture, TrainingSettings settings, int rows, int validationRows, IReadOnlyList<(float WeightDecay, float Dropout)> levels)
    {
        var validation = validationRows > 0 ? FormattableString.Invariant($", {validationRows} rows to validate on") : "";
        var members = architecture.Members > 1 ? $"{architecture.Members} members of " : "";
        var pieces = architecture.Columns.Pieces.Length > 0
            ? $"{architecture.Columns.Pieces.Length} features piecewise linear, "
            : "";
        var regularization = levels.Count > 0
            ? $"weight decay {Any(levels.Select(level => level.WeightDecay))} ({settings.WeightDecayForm}) and dropout " +
                $"{Any(levels.Select(level => level.Dropout))} as folds choose"
            : FormattableString.Invariant($"{Dropout(architecture)}weight decay {settings.WeightDecay} ({settings.WeightDecayForm})");
        channel.Info(FormattableString.Invariant(
            $"Training {members}{architecture} on {rows} rows{validation}: {pieces}{settings.Optimizer}, learning rate ") +
            FormattableString.Invariant($"{settings.LearningRate}, {regularization}, batch size {settings.BatchSize}, ") +
            FormattableString.Invariant($"{settings.NumberOfEpochs} epochs, seed {settings.Seed}"));
    }

    private static string Any(IEnumerable<float> values) =>
        string.Join(" or ", values.Distinct().Select(value => FormattableString.Invariant($"{value}")));

    private static string Dropout(NetworkArchitecture architecture)
    {
        var rates = architecture.Layers.SkipLast(1).Select(layer => FormattableString.Invariant($"{layer.Dropout}")).Distinct();
        return rates.Any() ? $"dropout {string.Join(", ", rates)}, " : "";
    }

    public void Resumed(int epoch) => channel.Info(FormattableString.Invariant($"Resuming after epoch {epoch}, from the checkpoint."));

    public void Warn(string message) => channel.Warning(message);

    public void Inform(string message) => channel.Info(message);

    public void CheckAlive() => host.CheckAlive();

    public void EpochEnded(TrainingProgress state)
    {
        if (state.Levels == 1)
            LogEpoch(state);
        progress?.Report(state);
    }

    /// <summary>Says what went wrong, if anything did.</summary>
    public void Ended(TrainingHistory history)
    {
        foreach (var finding in TrainingDoctor.Diagnose(history))
            channel.Warning(finding.Message);
    }

    private void LogEpoch(TrainingProgress state)
    {
        var epoch = state.Latest;
        var validation = epoch.ValidationLoss is { } loss
            ? FormattableString.Invariant($", validation loss {loss:0.000000}, {metric} {epoch.ValidationMetric:0.0000}")
            : "";
        channel.Info(FormattableString.Invariant(
            $"Epoch {epoch.Epoch} of {state.NumberOfEpochs}: loss {epoch.TrainingLoss:0.000000}") + validation);
    }
}
