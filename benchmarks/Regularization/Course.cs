using Microsoft.ML;
using MlNetDl.Trainers;

namespace MlNetDl.Benchmarks.Regularization;

/// <summary>The loss and the accuracy on some rows after each epoch.</summary>
internal sealed record Course(double[] Loss, double[] Accuracy)
{
    /// <summary>Trains, and measures after each epoch without dropout, as the fitted model predicts.</summary>
    public static Course Measure(MLContext mlContext, IDataView train, IDataView rows, MlpTrainer.Options options)
    {
        var epochs = new MlpBinaryTrainer(mlContext, options).Fit(train, rows).GetTrainingHistory().Epochs;
        return new Course(
            [.. epochs.Select(epoch => epoch.ValidationLoss!.Value)], [.. epochs.Select(epoch => epoch.ValidationMetric!.Value)]);
    }
}
