using Microsoft.ML;
using MlNetDl.Trainers;

namespace MlNetDl.Benchmarks.Tables;

/// <summary>What one network reaches on test rows, over several seeds.</summary>
/// <param name="Loss">The test loss, as <see cref="TableSet.Evaluate"/> has it.</param>
/// <param name="Metric">The test metric.</param>
/// <param name="TrainingLoss">The mean loss of a training row in the last epoch, dropout included.</param>
/// <param name="Epochs">How many epochs it was trained.</param>
/// <param name="CpuSeconds">The processor time of a fit.</param>
internal sealed record SeedRuns(Sample Loss, Sample Metric, Sample TrainingLoss, int Epochs, double CpuSeconds)
{
    public static SeedRuns Run(
        MLContext mlContext, TableSet set, IDataView train, IDataView test, int seeds, MlpTrainer.Options options,
        CancellationToken cancellation)
    {
        var (losses, metrics, trainingLosses, epochs) = (new List<double>(), new List<double>(), new List<double>(), 0);
        var seconds = 0.0;
        options.LabelColumnName = set.Label;
        for (var seed = 1; seed <= seeds; seed++)
        {
            cancellation.ThrowIfCancellationRequested();
            options.Seed = seed;
            var clock = new ProcessorClock();
            var model = new MlpTrainer(mlContext, options).Fit(train);
            seconds += clock.Seconds;
            var (loss, metric) = set.Evaluate(mlContext, model, test);
            losses.Add(loss);
            metrics.Add(metric);
            var history = model.GetTrainingHistory();
            trainingLosses.Add(history.Epochs[^1].TrainingLoss);
            epochs = history.Epochs.Count;
        }

        return new SeedRuns(new Sample(losses), new Sample(metrics), new Sample(trainingLosses), epochs, seconds / seeds);
    }
}
