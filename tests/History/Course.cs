using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.History;

/// <summary>Made-up courses of training, sound but for what a test changes.</summary>
internal static class Course
{
    public const int Epochs = 40;

    /// <summary>The history of a run of which nothing is wrong until <paramref name="change"/> has seen to it.</summary>
    /// <param name="change">Makes an epoch, given from 1, of the sound one.</param>
    /// <param name="epochs">The number of epochs.</param>
    /// <param name="end">Why training ended.</param>
    /// <param name="modelEpoch">The epoch that the model is from; null is the last.</param>
    public static TrainingHistory Run(
        Func<TrainingEpoch, TrainingEpoch> change, int epochs = Epochs, TrainingEnd end = TrainingEnd.Completed, int? modelEpoch = null) =>
        new([.. Enumerable.Range(1, epochs).Select(e => change(Sound(e, epochs)))], "Accuracy", modelEpoch ?? epochs, end,
            Settled.Options(epochs));

    /// <summary>How far an epoch is: 0 for the first, 1 for the last of <see cref="Epochs"/>.</summary>
    public static double Progress(TrainingEpoch epoch) => (epoch.Epoch - 1.0) / (Epochs - 1);

    /// <summary>What there is to find in a run, which is one thing.</summary>
    public static TrainingFinding OnlyFinding(Func<TrainingEpoch, TrainingEpoch> change, int epochs = Epochs) =>
        Assert.Single(TrainingDoctor.Diagnose(Run(change, epochs)));

    /// <summary>Whether there is something of that kind to find.</summary>
    public static bool Has(TrainingFindingKind kind, TrainingHistory history) =>
        TrainingDoctor.Diagnose(history).Any(finding => finding.Kind == kind);

    private static TrainingEpoch Sound(int epoch, int epochs) => new()
    {
        Epoch = epoch,
        TrainingLoss = 0.3 + (0.4 * Math.Exp(-10.0 * (epoch - 1) / epochs)),
        LearningRate = 0.003 * (1 + Math.Cos(Math.PI * epoch / epochs)) / 2,
        GradientNorm = 0.5,
        LayerGradientNorms = [0.2, 0.3, 0.1, 0.4],
        WeightNorm = 20 - (10.0 * epoch / epochs),
        DeadUnits = 0.1,
        Seconds = 0.01,
    };
}
