using Microsoft.ML;
using MlNetDl.Benchmarks.Tables;
using MlNetDl.Trainers;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Defaults;

/// <summary>What <see cref="MlpTrainer"/> reaches with its default options.</summary>
internal sealed class DefaultsCommand : Command<SeedSettings>
{
    private const int Seeds = 3;

    public override int Execute(CommandContext context, SeedSettings settings, CancellationToken cancellationToken)
    {
        var mlContext = new MLContext(seed: 1);
        var table = new MarkdownTable(
            "set", "training rows", "epochs", "test loss", "mean", "sd", "test metric", "mean", "sd", "CPU s a fit");
        foreach (var set in TableSet.All)
        {
            Output.Line($"{set.Name}");
            var views = set.Prepare(
                mlContext, set.Read(mlContext, settings.Data, "train.csv"), set.Read(mlContext, settings.Data, "test.csv"));
            var runs = SeedRuns.Run(
                mlContext, set, views[0], views[1], settings.Seeds ?? Seeds, new MlpTrainer.Options().Plain(), cancellationToken);
            table.Add(
                $"{set.Name}", $"{TableSet.Count(views[0]):N0}", $"{runs.Epochs}",
                $"{set.LossName}", $"{set.FormatLoss(runs.Loss.Mean)}", $"{set.FormatLoss(runs.Loss.Deviation)}",
                $"{set.MetricName}", $"{runs.Metric.Mean:F4}", $"{runs.Metric.Deviation:F4}", $"{runs.CpuSeconds:F1}");
        }

        table.Write();
        return 0;
    }
}
