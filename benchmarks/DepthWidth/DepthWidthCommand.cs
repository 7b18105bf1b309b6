using Microsoft.ML;
using MlNetDl.Benchmarks.Tables;
using MlNetDl.Trainers;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.DepthWidth;

/// <summary>Depth against width: networks of 1 to 6 hidden layers with as many parameters as the default network.</summary>
internal sealed class DepthWidthCommand : Command<SeedSettings>
{
    private const int Seeds = 5;

    private static readonly int[] _default = [128, 128];
    private static readonly int[] _depths = [1, 2, 3, 4, 6];

    public override int Execute(CommandContext context, SeedSettings settings, CancellationToken cancellationToken)
    {
        var mlContext = new MLContext(seed: 1);
        foreach (var set in new[] { TableSet.Adult, TableSet.CaliforniaHousing })
        {
            var views = set.Prepare(
                mlContext, set.Read(mlContext, settings.Data, "train.csv"), set.Read(mlContext, settings.Data, "test.csv"));
            var inputs = TableSet.Inputs(views[0]);
            var parameters = EqualParameters.Count(inputs, _default, outputs: 1);
            var table = new MarkdownTable(
                $"{set.Name}, hidden layers", "units", "parameters", "training loss",
                $"test {set.LossName}", "sd", $"test {set.MetricName}", "sd", "CPU s a fit");
            foreach (var depth in _depths)
            {
                var widths = EqualParameters.Widths(inputs, depth, outputs: 1, parameters);
                Output.Line($"{set.Name}, {inputs}-{string.Join('-', widths)}-1");
                var runs = SeedRuns.Run(
                    mlContext, set, views[0], views[1], settings.Seeds ?? Seeds, new MlpTrainer.Options { HiddenLayers = widths }.Plain(),
                    cancellationToken);
                table.Add(
                    $"{depth}", $"{string.Join('-', widths)}", $"{EqualParameters.Count(inputs, widths, outputs: 1):N0}",
                    $"{runs.TrainingLoss.Mean:F4}",
                    $"{set.FormatLoss(runs.Loss.Mean)}", $"{set.FormatLoss(runs.Loss.Deviation)}",
                    $"{runs.Metric.Mean:F4}", $"{runs.Metric.Deviation:F4}", $"{runs.CpuSeconds:F1}");
            }

            table.Write();
        }

        return 0;
    }
}
