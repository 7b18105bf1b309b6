using System.ComponentModel;
using System.Globalization;
using MlNetDl.Benchmarks.Tables;
using Spectre.Console;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Accuracy;

internal class AccuracySettings : SeedSettings
{
    [CommandOption("--sets <NAMES>")]
    [Description("Which sets, separated by commas; all three, unless given.")]
    public string Sets { get; init; } = string.Join(',', TableSet.All.Select(set => set.Name));

    [CommandOption("--rows <COUNTS>")]
    [Description("How many of the first training rows, or all, separated by commas; unless given, as in the document.")]
    public string? Rows { get; init; }

    public IEnumerable<TableSet> ChosenSets => TableSet.All.Where(set => Sets.Split(',').Contains(set.Name));

    /// <summary>The numbers of rows.</summary>
    public IEnumerable<int> ChosenRows(IEnumerable<int> unlessGiven) => Rows?.Split(',').Select(rows => Parse(rows)!.Value) ?? unlessGiven;

    public override ValidationResult Validate()
    {
        var names = TableSet.All.Select(set => set.Name).ToArray();
        if (Sets.Split(',').FirstOrDefault(name => !names.Contains(name)) is { } unknown)
            return ValidationResult.Error($"--sets has '{unknown}'; it may have {string.Join(", ", names)}.");
        return Rows?.Split(',').FirstOrDefault(rows => Parse(rows) is null) is { } wrong
            ? ValidationResult.Error($"--rows has '{wrong}'; it must have whole numbers above 0, or all.")
            : base.Validate();
    }

    /// <summary>A number of rows, the largest for all; null, if the text is none.</summary>
    private static int? Parse(string rows) =>
        rows == "all" ? int.MaxValue : int.TryParse(rows, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null;
}
