using System.Globalization;
using Microsoft.ML;
using MlNetDl.Benchmarks.Tables;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Accuracy;

/// <summary>Ours at each level against ML.NET's trainers, on test rows: all training rows, and the first of them.</summary>
internal sealed class AccuracyCommand : Command<AccuracySettings>
{
    private const int Seeds = 3;

    /// <summary>The last stands for all.</summary>
    private static readonly int[] _rows = [1000, 4000, int.MaxValue];

    public override int Execute(CommandContext context, AccuracySettings settings, CancellationToken cancellationToken)
    {
        MachineState.Write();
        foreach (var set in settings.ChosenSets)
        {
            foreach (var rows in settings.ChosenRows(_rows))
                AddTable(settings, set, rows, cancellationToken);
        }

        return 0;
    }

    private static void AddTable(AccuracySettings settings, TableSet set, int rows, CancellationToken cancellationToken)
    {
        var mlContext = new MLContext(seed: 1);
        var head = mlContext.Data.TakeRows(set.Read(mlContext, settings.Data, "train.csv"), rows);
        var views = set.Prepare(mlContext, head, set.Read(mlContext, settings.Data, "test.csv"));
        var contenders = Contender.All(set);
        var fits = contenders.Select(_ => new Fits()).ToArray();

        // By turns, so that a slower spell of the machine meets all.
        for (var seed = 1; seed <= (settings.Seeds ?? Seeds); seed++)
        {
            foreach (var (contender, its) in contenders.Zip(fits))
            {
                cancellationToken.ThrowIfCancellationRequested();
                its.Add(set, contender, views[0], views[1], seed);
                Output.Line($"{set.Name}, {contender.Name}, seed {seed}: {set.FormatLoss(its.Losses[^1])} {its.Laps.Last:F1} s");
            }
        }

        MachineState.Write();
        var table = new MarkdownTable(
            string.Create(CultureInfo.InvariantCulture, $"{set.Name}, {TableSet.Count(views[0]):N0} rows"),
            set.LossName, "sd", set.MetricName, "sd", "seconds");
        foreach (var (contender, its) in contenders.Zip(fits))
        {
            var (loss, metric) = (new Sample(its.Losses), new Sample(its.Metrics));
            table.Add(
                $"{contender.Name}", $"{set.FormatLoss(loss.Mean)}", $"{set.FormatLoss(loss.Deviation)}",
                $"{metric.Mean:F4}", $"{metric.Deviation:F4}", $"{its.Laps.Median:F1}");
        }

        table.Write();
    }

    /// <summary>What the fits of a contender came to.</summary>
    private sealed class Fits
    {
        public Laps Laps { get; } = new();

        public List<double> Losses { get; } = [];

        public List<double> Metrics { get; } = [];

        public void Add(TableSet set, Contender contender, IDataView train, IDataView test, int seed)
        {
            var mlContext = new MLContext(seed);
            ITransformer? model = null;
            Laps.Time(() => model = contender.Create(mlContext).Fit(train));
            var (loss, metric) = set.Evaluate(mlContext, model!, test);
            Losses.Add(loss);
            Metrics.Add(metric);
        }
    }
}
