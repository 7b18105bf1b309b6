using System.Globalization;
using MlNetDl.Benchmarks.Tables;
using MlNetDl.Trainers;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Accuracy;

/// <summary>
/// What each part of the default options is worth: one switched off or changed at a time, on held-out training rows; of all rows, of
/// the first 1,000, and of the first 250, where other defaults hold.
/// </summary>
internal sealed class AblationCommand : Command<AccuracySettings>
{
    /// <summary>From so many rows on, other defaults hold.</summary>
    private const int ManyRows = 300;

    /// <summary>The first stands for all.</summary>
    private static readonly int[] _rows = [int.MaxValue, 1000, 250];

    private static readonly (float Decay, float Dropout)[] _levels = [(0.001f, 0), (0.003f, 0.1f), (0.01f, 0.2f), (0.03f, 0.2f)];

    private static readonly (string, string, MlpTrainer.Options)[] _ofManyRows =
    [
        ("none", "", new()),
        ("Members, NumericEncoding", "1, Standardize", new MlpTrainer.Options().Plain()),
        ("NumericEncoding", "Standardize", new() { Members = 4, NumericEncoding = NumericEncoding.Standardize }),
        ("Members", "1", new() { Members = 1 }),
        ("Members", "2", new() { Members = 2 }),
        ("Members", "8", new() { Members = 8 }),
        ("WeightDecay", "0", new() { WeightDecay = 0 }),
        ("WeightDecayForm", "Coupled", new() { WeightDecayForm = WeightDecayForm.Coupled }),
        ("Dropout", "0", new() { Dropout = 0 }),
        ("Dropout", "0.2", new() { Dropout = 0.2f }),
        ("HiddenLayers", "[64, 32]", new() { HiddenLayers = [64, 32] }),
        ("HiddenLayers", "[128, 64]", new() { HiddenLayers = [128, 64] }),
        ("HiddenLayers", "[128, 128]", new() { HiddenLayers = [128, 128] }),
        ("HiddenLayers", "[256, 256]", new() { HiddenLayers = [256, 256] }),
        ("HiddenLayers", "[128, 128, 128]", new() { HiddenLayers = [128, 128, 128] }),
        ("Activation", "SiLU", new() { Activation = Activation.SiLU }),
        ("LearningRate", "0.003", new() { LearningRate = 0.003f }),
        ("LearningRate", "0.001", new() { LearningRate = 0.001f }),
        ("LearningRateSchedule", "Constant", new() { LearningRateSchedule = LearningRateSchedule.Constant }),
        ("NumberOfEpochs", "15", new() { NumberOfEpochs = 15 }),
    ];

    private static readonly (string, string, MlpTrainer.Options)[] _ofFewRows =
    [
        ("none", "", new()),
        ("AutoRegularization", "Off", new() { AutoRegularization = AutoRegularization.Off }),
        .. Levels([AutoRegularization.Off, AutoRegularization.On]),
        ("NumericEncoding", "PiecewiseLinear", new() { NumericEncoding = NumericEncoding.PiecewiseLinear }),
        ("AutoRegularization, NumericEncoding, Members", "Off, PiecewiseLinear, 4", new()
        {
            AutoRegularization = AutoRegularization.Off,
            NumericEncoding = NumericEncoding.PiecewiseLinear,
            Members = 4,
        }),
        ("HiddenLayers", "[64, 64]", new() { HiddenLayers = [64, 64] }),
        ("HiddenLayers", "[256, 256]", new() { HiddenLayers = [256, 256] }),
        ("Activation", "SiLU", new() { Activation = Activation.SiLU }),
        ("LearningRate", "0.0003", new() { LearningRate = 0.0003f }),
        ("LearningRate", "0.003", new() { LearningRate = 0.003f }),
        ("BatchSize", "16", new() { BatchSize = 16 }),
        ("BatchSize", "64", new() { BatchSize = 64 }),
        ("LearningRateSchedule", "Constant", new() { LearningRateSchedule = LearningRateSchedule.Constant }),
    ];

    public override int Execute(CommandContext context, AccuracySettings settings, CancellationToken cancellationToken)
    {
        foreach (var rows in settings.ChosenRows(_rows))
        {
            var count = rows == int.MaxValue ? "all" : rows.ToString("N0", CultureInfo.InvariantCulture);
            HeldOutTable.Write(
                settings, [.. settings.ChosenSets], ($"changed, {count} rows", "to"), rows < ManyRows ? _ofFewRows : _ofManyRows,
                rows == int.MaxValue ? null : rows, cancellationToken);
        }

        return 0;
    }

    /// <summary>The levels among which <see cref="AutoRegularization"/> chooses, one at a time: with its folds, and without.</summary>
    private static IEnumerable<(string, string, MlpTrainer.Options)> Levels(AutoRegularization[] settings) =>
        from setting in settings
        from level in _levels
        select (
            "AutoRegularization, WeightDecay, Dropout",
            FormattableString.Invariant($"{setting}, {level.Decay}, {level.Dropout}"),
            new MlpTrainer.Options { AutoRegularization = setting, WeightDecay = level.Decay, Dropout = level.Dropout });
}
