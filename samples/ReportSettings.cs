using System.ComponentModel;
using Microsoft.ML;
using MlNetDl.Reports;
using Spectre.Console;
using Spectre.Console.Cli;

namespace MlNetDl.Samples;

/// <summary>What all samples that train have: the report of the model, as a page to open in a browser.</summary>
internal abstract class ReportSettings : CommandSettings
{
    [CommandOption("--report <FILE>")]
    [Description("Where a report of the model is written, a page of HTML; without it, there is none.")]
    public string? Report { get; set; }

    // Asked before the training rather than after it.
    public override ValidationResult Validate() => Report switch
    {
        null => ValidationResult.Success(),
        _ when string.IsNullOrWhiteSpace(Report) || Path.EndsInDirectorySeparator(Report) || Directory.Exists(Report) =>
            ValidationResult.Error($"--report is '{Report}'; it must be a file."),
        _ when !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(Report))) =>
            ValidationResult.Error($"--report is '{Report}'; its folder must exist."),
        _ => ValidationResult.Success(),
    };

    public void SaveReport(MLContext mlContext, ITransformer model, IDataView test, ReportOptions options)
    {
        if (Report is null)
            return;

        mlContext.Report(model, test, options).Save(Report);
        Output.Line($"report: {Path.GetFullPath(Report)}");
    }
}
