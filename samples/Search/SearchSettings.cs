using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace MlNetDl.Samples.Search;

/// <summary>How long to search, and where to keep the trials.</summary>
internal sealed class SearchSettings : TrainTestFolder
{
    [CommandOption("--trials <NUMBER>")]
    [Description("How many trials.")]
    [DefaultValue(18)]
    public int Trials { get; set; }

    [CommandOption("--epochs <NUMBER>")]
    [Description("The epochs of a trial in full.")]
    [DefaultValue(9)]
    public int Epochs { get; set; }

    [CommandOption("--study <FILE>")]
    [Description("The file that keeps the trials: run again, the search resumes.")]
    public string? Study { get; set; }

    public override ValidationResult Validate() => this switch
    {
        { Trials: < 1 } => ValidationResult.Error($"--trials is {Trials}; it must be at least 1."),
        { Epochs: < 1 } => ValidationResult.Error($"--epochs is {Epochs}; it must be at least 1."),
        _ => base.Validate(),
    };
}
