using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;

namespace MlNetDl.Tests.Checkpoints;

/// <summary>A program that fits, keeping checkpoints in a file, and prints each epoch as it ends and then what it ended with.</summary>
internal static class Trainee
{
    public static void Fit(string checkpoint)
    {
        var mlContext = new MLContext();
        var options = Blobs.Options();
        options.NumberOfEpochs = SigkillTests.NumberOfEpochs;
        options.BatchSize = 256; // Shared by two threads.
        options.WeightAveraging = 0.9f;
        options.ValidationFraction = 0.2f;
        options.CheckpointPath = checkpoint;
        options.CheckpointInterval = 1;
        options.Progress = new Printer();

        foreach (var line in Outcome.Of(new MlpMulticlassTrainer(mlContext, options).Fit(Blobs.Data(mlContext, rows: 1000))))
            Console.WriteLine(line);
    }

    private sealed class Printer : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => Console.WriteLine($"epoch {value.Latest.Epoch}");
    }
}
