using Microsoft.ML;
using MlNetDl.Benchmarks.Tables;
using MlNetDl.Trainers;

namespace MlNetDl.Benchmarks.Defaults;

/// <summary>
/// What options come to on three sets: trained on the first four fifths of the training rows, measured on the last fifth. The test
/// rows are not read.
/// </summary>
internal static class HeldOutTable
{
    private const int Seeds = 2;

    private static readonly TableSet[] _sets = [TableSet.Adult, TableSet.CaliforniaHousing, TableSet.Diamonds];

    /// <param name="settings">The data and the seeds.</param>
    /// <param name="names">The heads of the first two columns.</param>
    /// <param name="tried">What stands in them, and the options.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static void Write(
        SeedSettings settings, (string First, string Second) names,
        IReadOnlyList<(string First, string Second, MlpTrainer.Options Options)> tried, CancellationToken cancellation)
    {
        var losses = _sets.Select(set => Losses(settings, set, tried, cancellation)).ToArray();
        var table = new MarkdownTable(
            [names.First, names.Second, .. _sets.SelectMany(set => new[] { $"{set.Name}, {set.LossName}", "sd" })]);
        for (var row = 0; row < tried.Count; row++)
        {
            var cells = new List<FormattableString> { $"{tried[row].First}", $"{tried[row].Second}" };
            foreach (var (set, loss) in _sets.Zip(losses, (set, ofSet) => (set, ofSet[row])))
                cells.AddRange([$"{set.FormatLoss(loss.Mean)}", $"{set.FormatLoss(loss.Deviation)}"]);
            table.Add([.. cells]);
        }

        table.Write();
    }

    private static Sample[] Losses(
        SeedSettings settings, TableSet set, IReadOnlyList<(string First, string Second, MlpTrainer.Options Options)> tried,
        CancellationToken cancellation)
    {
        var mlContext = new MLContext(seed: 1);
        var all = set.Read(mlContext, settings.Data, "train.csv");
        var count = TableSet.Count(all) * 4L / 5;
        var views = set.Prepare(mlContext, mlContext.Data.TakeRows(all, count), mlContext.Data.SkipRows(all, count));
        return [.. tried.Select(entry =>
        {
            Output.Line($"{set.Name}, {entry.First} {entry.Second}");
            return SeedRuns.Run(mlContext, set, views[0], views[1], settings.Seeds ?? Seeds, entry.Options, cancellation).Loss;
        })];
    }
}
