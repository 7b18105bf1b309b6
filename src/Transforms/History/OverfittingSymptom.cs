using System.Globalization;
using MlNetDl.Trainers;

namespace MlNetDl.Transforms.History;

/// <summary>What the validation loss says beside the training loss.</summary>
internal static class OverfittingSymptom
{
    /// <summary>The rise of the validation loss above its lowest value, as a share of that, which is worth a word.</summary>
    private const double Rise = 0.1;

    /// <summary>A rise below it is of no account: the loss is so near zero that a share of it means little.</summary>
    private const double SmallestRise = 0.01;

    /// <summary>How many times the mean change of the validation loss from epoch to epoch a rise must be, to be more than noise.</summary>
    private const double RiseAboveNoise = 2;

    /// <summary>The epochs before and after one with which it is smoothed, as a share of all.</summary>
    private const double Window = 0.05;

    /// <remarks>It judges the epoch that the model is from: where early stopping took the best one, the rise after it does no harm.</remarks>
    public static TrainingFinding? Find(TrainingHistory history)
    {
        TrainingEpoch[] epochs = [.. history.Epochs.TakeWhile(epoch => epoch.Epoch <= history.ModelEpoch)];
        if (epochs.Length < 2 || epochs.Any(epoch => epoch.ValidationLoss is null))
            return null;

        double[] raw = [.. epochs.Select(epoch => epoch.ValidationLoss!.Value)];
        var validation = Smooth(raw);
        var training = Smooth([.. epochs.Select(epoch => epoch.TrainingLoss)]);
        var best = Array.IndexOf(validation, validation.Min());
        var noise = raw.Zip(raw.Skip(1), (one, next) => Math.Abs(next - one)).Skip(raw.Length / 2).DefaultIfEmpty().Average();
        var (lowest, end) = (validation[best], validation[^1]);
        var limit = Math.Max(Rise * lowest, Math.Max(SmallestRise, RiseAboveNoise * noise));
        if (end - lowest < limit || training[^1] >= training[best])
            return null;

        var since = epochs[best].Epoch;
        return new(TrainingFindingKind.Overfitting, since, string.Create(
            CultureInfo.InvariantCulture,
            $"Overfitting since epoch {since}: the validation loss was lowest about there, {lowest:G3}, and is {end:G3} in epoch " +
            $"{epochs[^1].Epoch}, which the model is from, while the training loss fell from {training[best]:G3} to {training[^1]:G3}. " +
            $"Set EarlyStopping to On, or raise WeightDecay or Dropout, or take fewer or smaller HiddenLayers; more rows help most."));
    }

    /// <summary>Running medians, which leave single spikes and dips out.</summary>
    private static double[] Smooth(double[] values)
    {
        var window = Math.Max(1, (int)(Window * values.Length));
        return [.. values.Select((_, i) => Median(values[Math.Max(0, i - window)..Math.Min(values.Length, i + window + 1)]))];
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
