using System.Globalization;
using MlNetDl.Trainers;

namespace MlNetDl.Transforms.History;

/// <summary>What the training loss says of the learning rate.</summary>
internal static class LearningRateSymptoms
{
    /// <summary>
    /// A training loss that no sound network has. Guessing gives a standardized label the squared error 1, and the cross-entropy
    /// of 20,000 classes is below 10 nats.
    /// </summary>
    private const double BlownUpLoss = 10;

    /// <summary>
    /// The rise of the loss above its lowest value so far, as a share of the first epoch's loss, that is a jump. In sound runs,
    /// on few rows and with dropout, it is an eighth at most.
    /// </summary>
    private const double Jump = 0.25;

    /// <summary>The rise above the first epoch's loss that is more than the noise of a run that learns nothing, as a share of it.</summary>
    private const double RiseAboveFirst = 0.05;

    /// <summary>A rise below it is noise, even where the loss was next to nothing before.</summary>
    private const double SmallestRise = 0.05;

    /// <summary>The last learning rate, as a share of the highest, below which a schedule has brought training to its end.</summary>
    private const double Annealed = 0.1;

    /// <summary>
    /// The share of the loss's fall that lies between the third and the last quarter of the epochs, at a learning rate that was
    /// not lowered, that leaves much to gain: of a loss that decays exponentially, a twentieth or more is still to come.
    /// </summary>
    private const double LateFall = 0.1;

    /// <summary>
    /// The share of the loss's fall that the first half of an annealed schedule brings, each step counted by its learning rate,
    /// when the steps are too small: each then brings as much as another. Sound runs have three fifths behind them by then.
    /// </summary>
    private const double EvenFall = 0.6;

    /// <summary>The relative change of the weights' norm below which they are about where they began.</summary>
    private const double WeightsMoved = 0.1;

    /// <summary>How many times the mean change from epoch to epoch a fall must be, to be more than noise.</summary>
    private const double FallAboveNoise = 3;

    public static TrainingFinding? FindTooHigh(IReadOnlyList<TrainingEpoch> epochs)
    {
        var first = epochs[0].TrainingLoss;
        var lowest = double.PositiveInfinity;
        foreach (var epoch in epochs)
        {
            var loss = epoch.TrainingLoss;
            if (loss >= BlownUpLoss)
            {
                return TooHigh(epoch, string.Create(
                    CultureInfo.InvariantCulture, $"in epoch {epoch.Epoch} the training loss was {loss:G3}, far above that of a guess"));
            }

            if (loss - lowest >= Math.Max(SmallestRise, Jump * first))
            {
                return TooHigh(epoch, string.Create(
                    CultureInfo.InvariantCulture, $"the training loss had come down to {lowest:G3} and was {loss:G3} in epoch {epoch.Epoch}"));
            }

            lowest = Math.Min(lowest, loss);
        }

        var last = epochs[^1].TrainingLoss;
        return last - first < Math.Max(SmallestRise, RiseAboveFirst * first) ? null : TooHigh(epochs[^1], string.Create(
            CultureInfo.InvariantCulture, $"the training loss began with {first:G3} and was {last:G3} in epoch {epochs[^1].Epoch}"));

        static TrainingFinding TooHigh(TrainingEpoch epoch, string symptom) =>
            new(TrainingFindingKind.LearningRateTooHigh, epoch.Epoch, string.Create(
                CultureInfo.InvariantCulture,
                $"Learning rate too high: {symptom}. Set LearningRate to a tenth (it was {epoch.LearningRate:G2} at the end of that epoch), " +
                $"or begin with WarmUpEpochs."));
    }

    public static TrainingFinding? FindTooLow(TrainingHistory history)
    {
        // Who stopped a run early knows that it was not done.
        var epochs = history.Epochs;
        if (history.End != TrainingEnd.Completed || !IsFallAboveNoise(epochs))
            return null;

        return epochs[^1].LearningRate < Annealed * epochs.Max(epoch => epoch.LearningRate) ? FindEvenFall(epochs) : FindLateFall(epochs);
    }

    private static bool IsFallAboveNoise(IReadOnlyList<TrainingEpoch> epochs)
    {
        var half = epochs.Count / 2;
        if (half < 2)
            return false;

        var noise = Enumerable.Range(half, epochs.Count - half)
            .Average(e => Math.Abs(epochs[e].TrainingLoss - epochs[e - 1].TrainingLoss));
        return epochs[0].TrainingLoss - epochs[^1].TrainingLoss >= FallAboveNoise * noise;
    }

    private static TrainingFinding? FindLateFall(IReadOnlyList<TrainingEpoch> epochs)
    {
        var quarter = epochs.Count / 4;
        var before = epochs.SkipLast(quarter).TakeLast(quarter).Average(epoch => epoch.TrainingLoss);
        var end = epochs.TakeLast(quarter).Average(epoch => epoch.TrainingLoss);
        var share = (before - end) / (epochs[0].TrainingLoss - end);
        if (share < LateFall)
            return null;

        var rate = epochs[^1].LearningRate;
        return new(TrainingFindingKind.LearningRateTooLow, epochs[^1].Epoch, string.Create(
            CultureInfo.InvariantCulture,
            $"Too few epochs, or learning rate too low: the training loss was still falling at the end, from {before:G3} in the third " +
            $"quarter of the epochs to {end:G3} in the last, {100 * share:F0}% of its whole fall. Set a larger NumberOfEpochs (it was " +
            $"{epochs.Count}), or raise LearningRate ({rate:G2} at the end; try {3 * rate:G2})."));
    }

    private static TrainingFinding? FindEvenFall(IReadOnlyList<TrainingEpoch> epochs)
    {
        // A linear network begins with weights of zero: for it, only the loss tells.
        var moved = Math.Abs((epochs[^1].WeightNorm / epochs[0].WeightNorm) - 1);
        if (epochs[0].LayerGradientNorms.Count > 1 && moved >= WeightsMoved)
            return null;

        // The epoch nearest to the middle of all steps after the first epoch's, each counted by its learning rate.
        var half = epochs.Skip(1).Sum(epoch => epoch.LearningRate) / 2;
        var middle = 0;
        for (var passed = 0.0; passed + (epochs[middle + 1].LearningRate / 2) < half; passed += epochs[middle].LearningRate)
            middle++;

        var (first, last) = (epochs[0].TrainingLoss, epochs[^1].TrainingLoss);
        if (first - epochs[middle].TrainingLoss >= EvenFall * (first - last))
            return null;

        var rate = epochs.Max(epoch => epoch.LearningRate);
        return new(TrainingFindingKind.LearningRateTooLow, epochs[^1].Epoch, string.Create(
            CultureInfo.InvariantCulture,
            $"Learning rate too low: the training loss fell from {first:G3} to {last:G3}, and evenly, as it does where training has hardly " +
            $"begun. LearningRate was {rate:G2} at most; try {10 * rate:G2}."));
    }
}
