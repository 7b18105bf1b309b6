using MlNetDl.Trainers.Network;

namespace MlNetDl.Trainers.Training;

/// <summary>What is said of a run whose loss is no longer a finite number.</summary>
internal static class Divergence
{
    /// <param name="epoch">The epoch in which it happened.</param>
    /// <param name="settings">How the network was trained.</param>
    /// <param name="architecture">The network.</param>
    /// <param name="bestEpoch">The best epoch until then, if one was looked for and found.</param>
    public static InvalidOperationException Error(
        int epoch, TrainingSettings settings, NetworkArchitecture architecture, int bestEpoch = 0)
    {
        var layers = architecture.Layers.Length > 1 ? ", or HiddenLayers has too many layers for it" : "";
        var best = bestEpoch > 0
            ? FormattableString.Invariant($" The best epoch until then was {bestEpoch}: NumberOfEpochs = {bestEpoch} would end there.")
            : "";
        return new InvalidOperationException(FormattableString.Invariant(
            $"Training stopped in epoch {epoch} of {settings.NumberOfEpochs}: the loss is no longer a finite number. ") +
            FormattableString.Invariant(
            $"Likely causes: LearningRate, which is {settings.LearningRate}, is too high (try a tenth of it){layers}.{best}"));
    }
}
