using System.ComponentModel;
using MlNetDl.Benchmarks.Tables;
using Spectre.Console;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Search;

internal sealed class SearchSettings : DataSettings
{
    [CommandOption("--seeds <COUNT>")]
    [Description("How many searches, 2 at least.")]
    [DefaultValue(10)]
    public int Seeds { get; init; }

    [CommandOption("--trials <COUNT>")]
    [Description("How many trials a search with halving begins with.")]
    [DefaultValue(27)]
    public int Trials { get; init; }

    [CommandOption("--epochs <COUNT>")]
    [Description("The epochs of a trial in full.")]
    [DefaultValue(27)]
    public int Epochs { get; init; }

    public override ValidationResult Validate() => this switch
    {
        { Seeds: < 2 } => ValidationResult.Error($"--seeds is {Seeds}; it must be at least 2."),
        { Trials: < 9 } => ValidationResult.Error($"--trials is {Trials}; it must be at least 9, for three rounds."),
        { Epochs: < 9 } => ValidationResult.Error($"--epochs is {Epochs}; it must be at least 9, for three rounds."),
        _ => base.Validate(),
    };
}
