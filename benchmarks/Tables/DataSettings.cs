using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Tables;

internal class DataSettings : CommandSettings
{
    [CommandOption("--data <DIR>")]
    [Description("The folder with the data.")]
    public string Data { get; init; } = "";

    public override ValidationResult Validate() => Directory.Exists(Data)
        ? ValidationResult.Success()
        : ValidationResult.Error($"--data is '{Data}'; it must be a folder.");
}
