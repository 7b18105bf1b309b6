using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Tables;

internal class DataSettings : CommandSettings
{
    [CommandOption("--data <DIR>")]
    [Description("The folder with the data.")]
    public string Data { get; set; } = "";

    [CommandOption("--seeds <COUNT>")]
    [Description("How many seeds everything is trained with; unless given, as many as the document's table has.")]
    public int? Seeds { get; init; }

    public override ValidationResult Validate()
    {
        if (!Directory.Exists(Data))
            return ValidationResult.Error($"--data is '{Data}'; it must be a folder.");
        return Seeds is null or >= 2 ? ValidationResult.Success() : ValidationResult.Error("--seeds must be 2 at least.");
    }
}
