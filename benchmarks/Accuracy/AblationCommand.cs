using MlNetDl.Benchmarks.Tables;
using MlNetDl.Trainers;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Accuracy;

/// <summary>
/// What each part of the default options is worth: one switched off or changed at a time, on held-out training rows; of all rows, and
/// of the first 1,000, where other defaults hold.
/// </summary>
internal sealed class AblationCommand : Command<SeedSettings>
{
    private const int FewRows = 1000;

    private static readonly (float Decay, float Dropout)[] _levels = [(0.001f, 0), (0.003f, 0.1f), (0.01f, 0.2f), (0.03f, 0.2f)];

    private static readonly (string, string, MlpTrainer.Options)[] _ofAllRows =
    [
        ("none", "", new()),
        ("Members, NumericEncoding", "1, Standardize", new() { Members = 1, NumericEncoding = NumericEncoding.Standardize }),
        ("NumericEncoding", "Standardize", new() { NumericEncoding = NumericEncoding.Standardize }),
        ("Members", "1", new() { Members = 1 }),
        ("Members", "2", new() { Members = 2 }),
        ("Members", "8", new() { Members = 8 }),
        ("WeightDecay", "0", new() { WeightDecay = 0 }),
        ("WeightDecay", "0.001", new() { WeightDecay = 0.001f }),
        ("WeightDecay", "0.01", new() { WeightDecay = 0.01f }),
        ("WeightDecayForm", "Coupled", new() { WeightDecayForm = WeightDecayForm.Coupled }),
        ("Dropout", "0", new() { Dropout = 0 }),
        ("Dropout", "0.2", new() { Dropout = 0.2f }),
        ("HiddenLayers", "[128, 128, 128]", new() { HiddenLayers = [128, 128, 128] }),
        ("HiddenLayers", "[256, 256]", new() { HiddenLayers = [256, 256] }),
        ("Activation", "SiLU", new() { Activation = Activation.SiLU }),
        ("LearningRate", "0.001", new() { LearningRate = 0.001f }),
        ("LearningRate", "0.006", new() { LearningRate = 0.006f }),
        ("LearningRateSchedule", "Constant", new() { LearningRateSchedule = LearningRateSchedule.Constant }),
        ("BatchSize", "512", new() { BatchSize = 512 }),
        ("NumberOfEpochs", "15", new() { NumberOfEpochs = 15 }),
        ("NumberOfEpochs", "60", new() { NumberOfEpochs = 60 }),
        ("EarlyStopping, ValidationFraction", "On, 0.1", new() { EarlyStopping = EarlyStopping.On, ValidationFraction = 0.1f }),
    ];

    private static readonly (string, string, MlpTrainer.Options)[] _ofFewRows =
    [
        ("none", "", new()),
        ("AutoRegularization", "Off", new() { AutoRegularization = AutoRegularization.Off }),
        .. Levels([AutoRegularization.Off, AutoRegularization.On]),
        ("NumericEncoding", "PiecewiseLinear", new() { NumericEncoding = NumericEncoding.PiecewiseLinear }),
        ("Members", "4", new() { Members = 4 }),
        ("HiddenLayers", "[64, 64]", new() { HiddenLayers = [64, 64] }),
        ("HiddenLayers", "[256, 256]", new() { HiddenLayers = [256, 256] }),
        ("Activation", "SiLU", new() { Activation = Activation.SiLU }),
        ("LearningRate", "0.0003", new() { LearningRate = 0.0003f }),
        ("LearningRate", "0.003", new() { LearningRate = 0.003f }),
        ("BatchSize", "16", new() { BatchSize = 16 }),
        ("BatchSize", "64", new() { BatchSize = 64 }),
        ("LearningRateSchedule", "Constant", new() { LearningRateSchedule = LearningRateSchedule.Constant }),
    ];

    public override int Execute(CommandContext context, SeedSettings settings, CancellationToken cancellationToken)
    {
        HeldOutTable.Write(settings, ("changed, all rows", "to"), _ofAllRows, rows: null, cancellationToken);
        HeldOutTable.Write(settings, ("changed, 1,000 rows", "to"), _ofFewRows, FewRows, cancellationToken);
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
