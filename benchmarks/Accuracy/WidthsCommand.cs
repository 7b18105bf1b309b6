using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Benchmarks.Tables;
using MlNetDl.Trainers;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Accuracy;

/// <summary>
/// How many hidden units members need in classification: text columns of the sets taken for labels, on held-out training rows. For
/// numbers and for adult's own label see <see cref="AblationCommand"/>.
/// </summary>
internal sealed class WidthsCommand : Command<SeedSettings>
{
    private const int Seeds = 3;
    private const string Key = "Key";

    private static readonly int[][] _widths = [[64, 32], [64, 64], [128, 64], [128, 128]];

    private static readonly (TableSet Set, string Label)[] _tasks =
    [
        (TableSet.Adult, "sex"),
        (TableSet.CaliforniaHousing, "ocean_proximity"),
        (TableSet.Diamonds, "cut"),
        (TableSet.Diamonds, "clarity"),
        (TableSet.Adult, "occupation"),
    ];

    public override int Execute(CommandContext context, SeedSettings settings, CancellationToken cancellationToken)
    {
        var table = new MarkdownTable(["label", "classes", .. _widths.Select(units => $"[{string.Join(", ", units)}]"), "sd"]);
        foreach (var (set, label) in _tasks)
            table.Add([.. Row(settings, set, label, cancellationToken)]);
        table.Write();
        return 0;
    }

    private static IEnumerable<FormattableString> Row(
        SeedSettings settings, TableSet set, string label, CancellationToken cancellation)
    {
        var mlContext = new MLContext(seed: 1);
        var all = set.Read(mlContext, settings.Data, "train.csv");
        var rows = TableSet.Count(all) * 4L / 5;
        var steps = mlContext.Transforms.Conversion.MapValueToKey(Key, label)
            .Append(mlContext.Transforms.TabularFeatures(TableSet.Features, all.Schema, label));
        var train = mlContext.Data.TakeRows(all, rows);
        var model = steps.Fit(train);
        var (ready, heldOut) = (Ready(train), Ready(mlContext.Data.SkipRows(all, rows)));
        VBuffer<ReadOnlyMemory<char>> classes = default;
        ready.Schema[Key].GetKeyValues(ref classes);
        yield return $"{set.Name}, {label}";
        yield return $"{classes.Length}";

        var samples = _widths.Select(units => new Sample([.. Enumerable.Range(1, settings.Seeds ?? Seeds).Select(seed =>
        {
            cancellation.ThrowIfCancellationRequested();
            var options = new MlpTrainer.Options { LabelColumnName = Key, HiddenLayers = units, Seed = seed };
            var scored = new MlpMulticlassTrainer(mlContext, options).Fit(ready).Transform(heldOut);
            return mlContext.MulticlassClassification.Evaluate(scored, Key).LogLoss;
        })])).ToArray();
        foreach (var sample in samples)
            yield return $"{sample.Mean:F4}";
        // One for all, as they hardly differ.
        yield return $"{samples.Average(sample => sample.Deviation):F4}";

        IDataView Ready(IDataView view) =>
            mlContext.Data.Cache(mlContext.Data.FilterRowsByMissingValues(model.Transform(view), Key), TableSet.Features, Key);
    }
}
