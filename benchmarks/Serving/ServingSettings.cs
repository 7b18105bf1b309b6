using System.ComponentModel;
using MlNetDl.Benchmarks.Tables;
using Spectre.Console;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Serving;

internal sealed class ServingSettings : DataSettings
{
    [CommandOption("--rounds <COUNT>")]
    [Description("How often everything is timed, after a warm-up; 5 at least.")]
    [DefaultValue(51)]
    public int Rounds { get; init; }

    [CommandOption("--epochs <COUNT>")]
    [Description("Epochs of training; unless given, as many as the options ask for. How long a prediction takes depends little on them.")]
    public int? Epochs { get; init; }

    public override ValidationResult Validate() => Rounds >= 5
        ? base.Validate()
        : ValidationResult.Error("--rounds must be 5 at least.");
}
