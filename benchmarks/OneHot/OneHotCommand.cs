using Microsoft.ML;
using MlNetDl.Benchmarks.Tables;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.OneHot;

/// <summary>Time and memory of our one-hot encoding and of ML.NET's, on adult's training rows repeated to two million.</summary>
internal sealed class OneHotCommand : Command<OneHotSettings>
{
    private const int Rows = 2_000_000;

    /// <summary>Rounds in which the just-in-time compiler comes to rest.</summary>
    private const int WarmUps = 2;

    private static readonly int[] _memoryRows = [100_000, 500_000, 2_000_000];

    private readonly MLContext _mlContext = new(seed: 1);

    public override int Execute(CommandContext context, OneHotSettings settings, CancellationToken cancellationToken)
    {
        var times = new MarkdownTable(
            "columns", "step", "reading alone, s", "ours, s", "ML.NET, s", "ML.NET / ours", "less the reading");
        var memory = new MarkdownTable("columns", "rows", "ours, peak KB", "ours, allocated KB", "ML.NET, peak KB", "ML.NET, allocated KB");
        var all = Columns.ReadAll(_mlContext, settings.Data);
        foreach (var columns in all)
        {
            Output.Line($"{columns.Title}");
            AddTimes(times, columns, settings.Rounds, cancellationToken);
            AddMemory(memory, columns, cancellationToken);
        }

        times.Write();
        memory.Write();
        WriteSingleRows(Array.Find(all, columns => columns.Title == Columns.OneText)!, settings.Rounds);
        return 0;
    }

    private void AddTimes(MarkdownTable table, Columns columns, int rounds, CancellationToken cancellationToken)
    {
        var rows = new RepeatedRows(columns.Values, Rows);
        string[] names = [.. columns.Values.Select(column => column.Name)];
        var (ours, mlNets) = (Encoders.Ours(_mlContext, columns.Pairs), Encoders.MlNets(_mlContext, columns.Pairs));

        var (ourRows, mlNetRows) = (ours.Fit(rows).Transform(rows), mlNets.Fit(rows).Transform(rows));
        Action[] actions =
        [
            () => RowReader.Read(rows, names),
            () => ours.Fit(rows),
            () => mlNets.Fit(rows),
            () => RowReader.Read(ourRows, names),
            () => RowReader.Read(mlNetRows, names),
        ];
        var laps = Array.ConvertAll(actions, _ => new Laps());
        for (var round = 0; round < WarmUps + rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < actions.Length; i++)
                (round < WarmUps ? new Laps() : laps[i]).Time(actions[i]);
        }

        Add("fit", laps[1].Median, laps[2].Median);
        Add("transform", laps[3].Median, laps[4].Median);

        void Add(string step, double our, double mlNet)
        {
            var read = laps[0].Median;
            table.Add(
                $"{columns.Title}", $"{step}", $"{read:F3}", $"{our:F3}", $"{mlNet:F3}", $"{mlNet / our:F2}",
                $"{(mlNet - read) / (our - read):F2}");
        }
    }

    private void WriteSingleRows(Columns columns, int rounds)
    {
        var rows = new RepeatedRows(columns.Values, Rows);
        var microseconds = SingleRows.Time(_mlContext, (ReadOnlyMemory<char>[])columns.Values[0].Values,
            [Encoders.Ours(_mlContext, columns.Pairs).Fit(rows), Encoders.MlNets(_mlContext, columns.Pairs).Fit(rows)], rounds);
        Output.Line($"A row by PredictionEngine, {columns.Title}: ours {microseconds[0]:F2} us, ML.NET {microseconds[1]:F2} us");
    }

    private void AddMemory(MarkdownTable table, Columns columns, CancellationToken cancellationToken)
    {
        foreach (var count in _memoryRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = new RepeatedRows(columns.Values, count);
            var ours = FitMemory.Of(Encoders.Ours(_mlContext, columns.Pairs), rows);
            var mlNets = FitMemory.Of(Encoders.MlNets(_mlContext, columns.Pairs), rows);
            table.Add(
                $"{columns.Title}", $"{count:N0}", $"{ours.Peak >> 10:N0}", $"{ours.Allocated >> 10:N0}", $"{mlNets.Peak >> 10:N0}",
                $"{mlNets.Allocated >> 10:N0}");
        }
    }
}
