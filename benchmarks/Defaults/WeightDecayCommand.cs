using System.Globalization;
using MlNetDl.Benchmarks.Tables;
using MlNetDl.Trainers;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Defaults;

/// <summary>Both forms of weight decay at several strengths, all else by default, in the plain network.</summary>
internal sealed class WeightDecayCommand : Command<SeedSettings>
{
    private static readonly (WeightDecayForm Form, float Decay)[] _tried =
    [
        .. new[] { 0, 0.1f, 0.3f, 1, 1.5f, 2, 3 }.Select(decay => (WeightDecayForm.Decoupled, decay)),
        .. new[] { 0.0001f, 0.0003f, 0.001f, 0.003f, 0.01f }.Select(decay => (WeightDecayForm.Coupled, decay)),
    ];

    public override int Execute(CommandContext context, SeedSettings settings, CancellationToken cancellationToken)
    {
        HeldOutTable.Write(
            settings, TableSet.All, ("form", "decay"),
            [.. _tried.Select(tried => (
                tried.Form.ToString(), tried.Decay.ToString(CultureInfo.InvariantCulture),
                new MlpTrainer.Options { WeightDecayForm = tried.Form, WeightDecay = tried.Decay }.Plain()))],
            rows: null, cancellationToken);
        return 0;
    }
}
