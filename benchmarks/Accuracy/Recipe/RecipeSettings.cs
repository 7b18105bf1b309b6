using System.ComponentModel;
using MlNetDl.Benchmarks.Tables;
using Spectre.Console;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Accuracy.Recipe;

internal sealed class RecipeSettings : DataSettings
{
    [CommandOption("--rounds <COUNT>")]
    [Description("How often each side trains, each time with another seed.")]
    [DefaultValue(3)]
    public int Rounds { get; init; }

    [CommandOption("--held-out")]
    [Description("Train on the first four fifths of the training rows and measure on the last, instead of the test rows.")]
    public bool HeldOut { get; init; }

    public override ValidationResult Validate() => Rounds >= 1
        ? base.Validate()
        : ValidationResult.Error("--rounds must be 1 at least.");
}
