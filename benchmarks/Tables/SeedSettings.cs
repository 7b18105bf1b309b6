using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Tables;

internal class SeedSettings : DataSettings
{
    [CommandOption("--seeds <COUNT>")]
    [Description("How many seeds everything is trained with, 2 at least; unless given, as many as in the document.")]
    public int? Seeds { get; init; }

    public override ValidationResult Validate() => Seeds is null or >= 2
        ? base.Validate()
        : ValidationResult.Error("--seeds must be 2 at least.");
}
