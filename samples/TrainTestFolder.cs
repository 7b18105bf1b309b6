using System.ComponentModel;
using Microsoft.ML;
using Microsoft.ML.Data;
using Spectre.Console;
using Spectre.Console.Cli;

namespace MlNetDl.Samples;

/// <summary>A folder with train.csv and test.csv.</summary>
internal class TrainTestFolder : ReportSettings
{
    [CommandOption("--data <DIR>")]
    [Description("The folder with train.csv and test.csv.")]
    public string Data { get; set; } = "";

    private string Train => Path.Combine(Data, "train.csv");

    private string Test => Path.Combine(Data, "test.csv");

    public override ValidationResult Validate() => File.Exists(Train) && File.Exists(Test)
        ? base.Validate()
        : ValidationResult.Error($"--data is '{Data}'; it must be a folder with train.csv and test.csv.");

    public (IDataView Train, IDataView Test) Load(MLContext mlContext, TextLoader.Column[] columns)
    {
        var loader = mlContext.Data.CreateTextLoader(new TextLoader.Options
        {
            Columns = columns,
            HasHeader = true,
            Separators = [','],
            AllowQuoting = true,
            // Without it an empty cell is read as 0.
            MissingRealsAsNaNs = true,
        });
        return (loader.Load(Train), loader.Load(Test));
    }
}
