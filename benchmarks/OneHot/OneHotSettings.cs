using System.ComponentModel;
using MlNetDl.Benchmarks.Tables;
using Spectre.Console;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.OneHot;

internal sealed class OneHotSettings : DataSettings
{
    [CommandOption("--rounds <COUNT>")]
    [Description("How often everything is timed, after a warm-up; 5 at least.")]
    [DefaultValue(7)]
    public int Rounds { get; init; }

    public override ValidationResult Validate() => Rounds >= 5
        ? base.Validate()
        : ValidationResult.Error("--rounds must be 5 at least.");
}
