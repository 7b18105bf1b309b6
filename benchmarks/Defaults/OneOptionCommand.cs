using MlNetDl.Benchmarks.Tables;
using MlNetDl.Trainers;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Defaults;

/// <summary>The default options of the plain network, and one of them changed at a time.</summary>
internal sealed class OneOptionCommand : Command<SeedSettings>
{
    private static readonly (string Option, string Value, MlpTrainer.Options Options)[] _tried =
    [
        ("none", "", new()),
        ("HiddenLayers", "[128]", new() { HiddenLayers = [128] }),
        ("HiddenLayers", "[64, 64]", new() { HiddenLayers = [64, 64] }),
        ("HiddenLayers", "[128, 128, 128]", new() { HiddenLayers = [128, 128, 128] }),
        ("Activation", "GELU", new() { Activation = Activation.GELU }),
        ("Activation", "SiLU", new() { Activation = Activation.SiLU }),
        ("Activation", "Tanh", new() { Activation = Activation.Tanh }),
        ("Dropout", "0", new() { Dropout = 0 }),
        ("Dropout", "0.2", new() { Dropout = 0.2f }),
        ("LearningRate", "0.001", new() { LearningRate = 0.001f }),
        ("LearningRate", "0.01", new() { LearningRate = 0.01f }),
        ("LearningRateSchedule", "Constant", new() { LearningRateSchedule = LearningRateSchedule.Constant }),
        ("LearningRateSchedule", "OneCycle", new() { LearningRateSchedule = LearningRateSchedule.OneCycle }),
        ("BatchSize", "128", new() { BatchSize = 128 }),
        ("BatchSize", "512", new() { BatchSize = 512 }),
        ("NumberOfEpochs", "15", new() { NumberOfEpochs = 15 }),
        ("NumberOfEpochs", "60", new() { NumberOfEpochs = 60 }),
    ];

    public override int Execute(CommandContext context, SeedSettings settings, CancellationToken cancellationToken)
    {
        HeldOutTable.Write(
            settings, TableSet.All, ("changed", "to"),
            [.. _tried.Select(tried => (tried.Option, tried.Value, tried.Options.Plain()))], rows: null, cancellationToken);
        return 0;
    }
}
