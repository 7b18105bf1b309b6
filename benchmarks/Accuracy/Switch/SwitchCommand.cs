using System.ComponentModel;
using System.Globalization;
using Microsoft.ML;
using MlNetDl.Benchmarks.Tables;
using MlNetDl.Trainers;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Accuracy.Switch;

/// <summary>
/// Which options are best for how many rows and one-hot slots: trained on the first of four fifths of the training rows, measured on
/// the last fifth.
/// </summary>
internal sealed class SwitchCommand : Command<SwitchCommand.SwitchSettings>
{
    private const int Seeds = 2;
    private const string Crossed = "crossed";

    private static readonly int[] _rows = [1000, 1400, 2000, 2800, 4000, 5600, 8000, 11_300, 16_000];
    private static readonly int[] _times = [1, 2, 4];
    private static readonly int[] _slots = [5, 50, 500, 5000];
    private static readonly int[] _slotRows = [4000, 13_000];

    /// <summary>What is tried on rows that are many times the prototype's.</summary>
    private static readonly (string, Func<MlpTrainer.Options>)[] _forManyRows =
    [
        ("default", () => new()),
        ("10 epochs", () => new() { NumberOfEpochs = 10 }),
        ("256 units", () => new() { HiddenLayers = [256, 256] }),
        ("512 rows a batch", () => new() { BatchSize = 512 }),
        ("plain", () => new() { Members = 1, NumericEncoding = NumericEncoding.Standardize }),
    ];

    private readonly MLContext _mlContext = new(seed: 1);

    public override int Execute(CommandContext context, SwitchSettings settings, CancellationToken cancellationToken)
    {
        var parts = settings.Part is { } part ? [part] : Enum.GetValues<Part>();
        var sets = settings.ChosenSets.Select(set => TableColumns.Read(_mlContext, set, settings.Data)).ToArray();
        foreach (var its in parts)
        {
            foreach (var columns in sets)
                Write(its, columns, settings, cancellationToken);
        }

        return 0;
    }

    private void Write(Part part, TableColumns columns, SwitchSettings settings, CancellationToken cancellation)
    {
        var set = columns.Set;
        var tried = part == Part.Generated ? _forManyRows : Recipes.All;
        var table = new MarkdownTable(
            [$"{set.Name}, {Varied(part)}", .. tried.SelectMany(its => new[] { $"{its.Name}, {set.LossName}", "sd", "CPU s" })]);
        foreach (var (title, train, heldOut) in Cases(part, columns, settings))
        {
            // A column that was added is part of the set.
            var views = train.Set.Prepare(_mlContext, train.View, heldOut.View);
            var cells = new List<FormattableString> { $"{title}" };
            foreach (var (name, options) in tried)
            {
                var runs = SeedRuns.Run(_mlContext, set, views[0], views[1], settings.Seeds ?? Seeds, options(), cancellation);
                Output.Line($"{set.Name}, {title}, {name}: {set.FormatLoss(runs.Loss.Mean)}, {runs.CpuSeconds:F1} CPU s");
                cells.AddRange([$"{set.FormatLoss(runs.Loss.Mean)}", $"{set.FormatLoss(runs.Loss.Deviation)}", $"{runs.CpuSeconds:F1}"]);
            }

            table.Add([.. cells]);
        }

        table.Write();
    }

    private static string Varied(Part part) => part == Part.Slots ? "rows, slots added" : "rows";

    /// <summary>The rows to train on and to measure on.</summary>
    private IEnumerable<(string Title, TableColumns Train, TableColumns HeldOut)> Cases(
        Part part, TableColumns columns, SwitchSettings settings)
    {
        var most = columns.Count * 4 / 5;
        return part switch
        {
            Part.Rows =>
                from rows in settings.ChosenRows(_rows)
                where rows <= most
                select (Title(rows), columns.Take(0, rows), HeldOut(columns)),
            Part.Slots =>
                from rows in settings.ChosenRows(_slotRows)
                from slots in _slots
                let crossed = columns.Cross(Crossed, Combined(columns.Set), slots)
                select ($"{Title(rows)}, {Title(slots)}", crossed.Take(0, rows), HeldOut(crossed)),
            _ =>
                from times in _times
                let drawn = GeneratedRows.Draw(_mlContext, columns.Take(0, most), HeldOut(columns), times)
                select (Title(times * most), drawn.Train, drawn.HeldOut),
        };

        TableColumns HeldOut(TableColumns of) => of.Take(most, columns.Count - most);
    }

    private static string Title(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Columns that together say something, and the steps to which their numbers are rounded.</summary>
    private static (string, float)[] Combined(TableSet set) => set.Name switch
    {
        "adult" => [("occupation", 0), ("education", 0), ("age", 10), ("hours-per-week", 10)],
        "california-housing" => [("longitude", 0.1f), ("latitude", 0.1f), ("housing_median_age", 10)],
        _ => [("cut", 0), ("color", 0), ("clarity", 0), ("carat", 0.1f)],
    };

    /// <summary>What is varied.</summary>
    internal enum Part
    {
        /// <summary>The number of rows.</summary>
        Rows,

        /// <summary>The number of one-hot slots.</summary>
        Slots,

        /// <summary>The number of rows, beyond those there are.</summary>
        Generated,
    }

    internal sealed class SwitchSettings : AccuracySettings
    {
        [CommandOption("--part <PART>")]
        [Description("Rows, slots or generated; all three, unless given.")]
        public Part? Part { get; init; }
    }
}
