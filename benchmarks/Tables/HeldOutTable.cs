using Microsoft.ML;
using MlNetDl.Trainers;

namespace MlNetDl.Benchmarks.Tables;

/// <summary>What options come to on some sets, on rows <see cref="HeldOut"/> from training.</summary>
internal static class HeldOutTable
{
    private const int Seeds = 2;

    /// <param name="settings">The data and the seeds.</param>
    /// <param name="sets">The sets.</param>
    /// <param name="names">The heads of the first two columns.</param>
    /// <param name="tried">What stands in them, and the options.</param>
    /// <param name="rows">How many rows to train on; all four fifths, if null.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static void Write(
        SeedSettings settings, IReadOnlyList<TableSet> sets, (string First, string Second) names,
        IReadOnlyList<(string First, string Second, MlpTrainer.Options Options)> tried, int? rows,
        CancellationToken cancellation)
    {
        var losses = sets.Select(set => Losses(settings, set, tried, rows, cancellation)).ToArray();
        var table = new MarkdownTable(
            [names.First, names.Second, .. sets.SelectMany(set => new[] { $"{set.Name}, {set.LossName}", "sd" })]);
        for (var row = 0; row < tried.Count; row++)
        {
            var cells = new List<FormattableString> { $"{tried[row].First}", $"{tried[row].Second}" };
            foreach (var (set, loss) in sets.Zip(losses, (set, ofSet) => (set, ofSet[row])))
                cells.AddRange([$"{set.FormatLoss(loss.Mean)}", $"{set.FormatLoss(loss.Deviation)}"]);
            table.Add([.. cells]);
        }

        table.Write();
    }

    private static Sample[] Losses(
        SeedSettings settings, TableSet set, IReadOnlyList<(string First, string Second, MlpTrainer.Options Options)> tried,
        int? rows, CancellationToken cancellation)
    {
        var mlContext = new MLContext(seed: 1);
        var (train, heldOut) = HeldOut.Prepare(mlContext, set, settings.Data, rows);
        return [.. tried.Select(entry =>
        {
            var loss = SeedRuns.Run(mlContext, set, train, heldOut, settings.Seeds ?? Seeds, entry.Options, cancellation).Loss;
            Output.Line($"{set.Name}, {entry.First} {entry.Second}: {set.FormatLoss(loss.Mean)}");
            return loss;
        })];
    }
}
