using System.ComponentModel;
using System.Globalization;
using MlNetDl.Trainers;
using Spectre.Console;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Compare;

/// <summary>Ours through <c>Fit</c> against a plain TorchSharp loop: the same rows, steps, and network.</summary>
internal sealed class CompareCommand : Command<CompareCommand.CompareSettings>
{
    public override int Execute(CommandContext context, CompareSettings settings, CancellationToken cancellationToken)
    {
        TorchRuntime.Initialize();
        Output.Line(
            $"{Environment.ProcessorCount} processors, {TorchSharp.torch.get_num_threads()} libtorch threads, {settings.Rounds} rounds after a warm-up");
        var table = new Table().Border(TableBorder.Markdown);
        table.AddColumns(
            "shape", "batch", "rows", "epochs", "ours s", "(median)", "plain s", "(median)", "ours us/step", "plain us/step",
            "plain/ours", "(medians)", "ours loss", "plain loss");
        foreach (var column in table.Columns.Skip(1))
            column.RightAligned();
        foreach (var workload in Workload.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Output.Line($"{workload.Shape}: {workload.Steps} steps a fit");
            AddRow(table, Comparison.Run(workload, settings.Rounds));
        }

        Output.Console.Write(table);
        return 0;
    }

    private static void AddRow(Table table, Comparison comparison)
    {
        var (workload, ours, plain) = comparison;
        table.AddRow(
            workload.Shape,
            Format($"{workload.BatchSize}"),
            Format($"{workload.Rows}"),
            Format($"{workload.Epochs}"),
            Format($"{ours.Minimum:F3}"),
            Format($"{ours.Median:F3}"),
            Format($"{plain.Minimum:F3}"),
            Format($"{plain.Median:F3}"),
            Format($"{1e6 * ours.Minimum / workload.Steps:F0}"),
            Format($"{1e6 * plain.Minimum / workload.Steps:F0}"),
            Format($"{comparison.RatioOfMinima:F2}"),
            Format($"{comparison.RatioOfMedians:F2}"),
            Format($"{ours.Loss:F3}"),
            Format($"{plain.Loss:F3}"));
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    internal sealed class CompareSettings : CommandSettings
    {
        [CommandOption("--rounds <COUNT>")]
        [Description("How often each side trains each shape, after a warm-up; 5 at least.")]
        [DefaultValue(5)]
        public int Rounds { get; init; }

        public override ValidationResult Validate() =>
            Rounds >= 5 ? ValidationResult.Success() : ValidationResult.Error("--rounds must be 5 at least.");
    }
}
