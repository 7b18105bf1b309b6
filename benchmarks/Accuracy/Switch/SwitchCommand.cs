using System.ComponentModel;
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

    /// <summary>The share of a number's standard deviation by which it is moved in repeated rows.</summary>
    private const double Noise = 0.05;

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

    private void Write(Part part, TableColumns columns, SwitchSettings settings, CancellationToken cancellationToken)
    {
        var most = columns.Count * 4 / 5;
        switch (part)
        {
            case Part.Rows:
                var bySize = NewTable(columns, "rows", Recipes.All);
                foreach (var rows in settings.ChosenRows(_rows).Where(rows => rows <= most))
                    Add(bySize, $"{rows:N0}", columns, train => train.Take(0, rows), Recipes.All, settings, cancellationToken);
                bySize.Write();
                break;

            case Part.Repeated:
                var byTimes = NewTable(columns, "rows", _forManyRows);
                foreach (var times in _times)
                {
                    Add(byTimes, $"{times * most:N0}", columns, train => train.Repeat(times, Noise, seed: 1), _forManyRows, settings,
                        cancellationToken);
                }

                byTimes.Write();
                break;

            case Part.Slots:
                var bySlots = NewTable(columns, "rows, slots added", Recipes.All);
                foreach (var rows in settings.ChosenRows(_slotRows))
                {
                    foreach (var slots in _slots)
                    {
                        var crossed = columns.Cross(Crossed, Combined(columns.Set), slots);
                        Add(bySlots, $"{rows:N0}, {slots:N0}", crossed, train => train.Take(0, rows), Recipes.All, settings,
                            cancellationToken);
                    }
                }

                bySlots.Write();
                break;
        }
    }

    private static MarkdownTable NewTable(
        TableColumns columns, string varied, IReadOnlyList<(string Name, Func<MlpTrainer.Options> Options)> tried) =>
        new([$"{columns.Set.Name}, {varied}", .. tried.SelectMany(its => new[] { $"{its.Name}, {columns.Set.LossName}", "sd", "CPU s" })]);

    private void Add(
        MarkdownTable table, FormattableString title, TableColumns columns, Func<TableColumns, TableColumns> choose,
        IReadOnlyList<(string Name, Func<MlpTrainer.Options> Options)> tried, SwitchSettings settings, CancellationToken cancellation)
    {
        var set = columns.Set;
        var count = columns.Count * 4 / 5;
        var views = set.Prepare(
            _mlContext, choose(columns.Take(0, count)).View, columns.Take(count, columns.Count - count).View);
        var cells = new List<FormattableString> { title };
        foreach (var (name, options) in tried)
        {
            var runs = SeedRuns.Run(_mlContext, set, views[0], views[1], settings.Seeds ?? Seeds, options(), cancellation);
            Output.Line($"{set.Name}, {title}, {name}: {set.FormatLoss(runs.Loss.Mean)}, {runs.CpuSeconds:F1} CPU s");
            cells.AddRange([$"{set.FormatLoss(runs.Loss.Mean)}", $"{set.FormatLoss(runs.Loss.Deviation)}", $"{runs.CpuSeconds:F1}"]);
        }

        table.Add([.. cells]);
    }

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
        Repeated,
    }

    internal sealed class SwitchSettings : AccuracySettings
    {
        [CommandOption("--part <PART>")]
        [Description("Rows, slots or repeated; all three, unless given.")]
        public Part? Part { get; init; }
    }
}
