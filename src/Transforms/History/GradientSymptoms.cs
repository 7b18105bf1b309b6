using System.Globalization;
using MlNetDl.Trainers;

namespace MlNetDl.Transforms.History;

/// <summary>What the gradients of a run say.</summary>
internal static class GradientSymptoms
{
    /// <summary>
    /// The growth of the gradient's norm since the first epoch that is an explosion. In sound runs, deep ones too, it grows
    /// fivefold at most.
    /// </summary>
    private const double ExplodingGrowth = 10;

    /// <summary>
    /// No norm below it is an explosion, however small the first one was: losses are of standardized labels or in nats, which
    /// keeps the norm of a sound network at 10 or below.
    /// </summary>
    private const double SmallestExploding = 100;

    /// <summary>A norm that is an explosion even in the first epoch: no network of a usual width begins with it.</summary>
    private const double SurelyExploding = 1000;

    /// <summary>
    /// The share of dead units that is a fault. Weight decay alone puts up to two fifths of a sound network's units to sleep;
    /// a learning rate that is too high kills more.
    /// </summary>
    private const double DeadShare = 0.5;

    /// <summary>A training loss below which dead units are no fault: where every row is fitted, there is no gradient to get.</summary>
    private const double FittedLoss = 0.001;

    /// <summary>
    /// The norm of the first hidden layer's gradient, as a share of the last hidden layer's, at which it has vanished. In sound
    /// runs it is nearly a tenth or more; with three layers of sigmoids, which do not learn, a thousandth or less.
    /// </summary>
    /// <remarks>Not of the output layer's: as that begins with weights of zero, at first it gets nearly all of any gradient.</remarks>
    private const double VanishedShare = 0.01;

    public static TrainingFinding? FindExploding(IReadOnlyList<TrainingEpoch> epochs)
    {
        var first = epochs[0].GradientNorm;
        var limit = Math.Clamp(ExplodingGrowth * first, SmallestExploding, SurelyExploding);
        var exploding = epochs.FirstOrDefault(epoch => epoch.GradientNorm >= limit);
        if (exploding is null)
            return null;

        var before = exploding == epochs[0] ? "" : string.Create(CultureInfo.InvariantCulture, $", after {first:G3} in the first");
        return new(TrainingFindingKind.ExplodingGradients, exploding.Epoch, string.Create(
            CultureInfo.InvariantCulture,
            $"Exploding gradients: in epoch {exploding.Epoch} the gradient had a mean norm of {exploding.GradientNorm:G3}{before}. " +
            $"Set GradientClipNorm to 1, or lower LearningRate; if there are many HiddenLayers, set BatchNormalization or take fewer."));
    }

    public static TrainingFinding? FindDeadUnits(IReadOnlyList<TrainingEpoch> epochs)
    {
        var last = epochs[^1];
        if (last.DeadUnits < DeadShare || last.TrainingLoss < FittedLoss)
            return null;

        var since = epochs.Reverse().TakeWhile(epoch => epoch.DeadUnits >= DeadShare).Last();
        return new(TrainingFindingKind.DeadUnits, since.Epoch, string.Create(
            CultureInfo.InvariantCulture,
            $"Dead units: from epoch {since.Epoch} on, half of the hidden units or more got no gradient from any row, in the end " +
            $"{100 * last.DeadUnits:F0}%; ReLUs that are zero for every row learn no more. Lower LearningRate (it was " +
            $"{since.LearningRate:G2} at the end of epoch {since.Epoch}) or WeightDecay, or set Activation to LeakyReLU or GELU."));
    }

    public static TrainingFinding? FindVanishing(IReadOnlyList<TrainingEpoch> epochs)
    {
        // The norms are those of an epoch's last step: one says little, half a run says enough.
        double[] shares = [.. epochs.Skip(epochs.Count / 2).Select(ShareThatArrives).Where(double.IsFinite).Order()];
        if (shares.Length == 0 || shares[shares.Length / 2] >= VanishedShare)
            return null;

        var since = epochs.First(epoch => ShareThatArrives(epoch) < VanishedShare).Epoch;
        return new(TrainingFindingKind.VanishingGradients, since, string.Create(
            CultureInfo.InvariantCulture,
            $"Vanishing gradients: of the gradient's norm in the last of {epochs[0].LayerGradientNorms.Count - 1} hidden layers, a " +
            $"share of {shares[shares.Length / 2]:G3} arrives in the first, which hardly learns. Set Activation to ReLU or GELU, set " +
            $"BatchNormalization, or take fewer HiddenLayers."));
    }

    /// <summary>The first hidden layer's norm over the last one's; not a number where there is no gradient at all.</summary>
    private static double ShareThatArrives(TrainingEpoch epoch) => epoch.LayerGradientNorms switch
    {
        [var first, .., var last, _] => first / last,
        _ => 1,
    };
}
