using System.ComponentModel;
using Microsoft.ML;
using MlNetDl.Benchmarks.Tables;
using MlNetDl.Samples.Penguins;
using MlNetDl.Trainers;
using Spectre.Console;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Serving;

/// <summary>A loaded model of the penguins under many threads for a long time: differences, and memory that stays.</summary>
internal sealed class SoakCommand : Command<SoakCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--seconds <COUNT>")]
        [Description("How long it runs.")]
        [DefaultValue(60)]
        public int Seconds { get; init; }

        [CommandOption("--threads <COUNT>")]
        [Description("Threads with an engine each; one more transforms all rows.")]
        [DefaultValue(8)]
        public int Threads { get; init; }

        public override ValidationResult Validate() => Seconds > 0 && Threads > 0
            ? ValidationResult.Success()
            : ValidationResult.Error("--seconds and --threads must be 1 at least.");
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var mlContext = new MLContext(seed: 1);
        var data = mlContext.Data.Cache(PenguinPipeline.Load(mlContext, Path.Combine(AppContext.BaseDirectory, "data", "penguins.csv")));
        using var file = new MemoryStream();
        mlContext.Model.Save(PenguinPipeline.EndingIn(mlContext, new MlpTrainer(mlContext)).Fit(data), data.Schema, file);
        file.Position = 0;
        var soak = new ModelSoak(mlContext, mlContext.Model.Load(file, out _), data);

        var table = new MarkdownTable("seconds", "rows by engines", "rows in bulk", "differences", "managed MB");
        // Four parts, so that memory that grows shows.
        for (var part = 1; part <= 4; part++)
        {
            soak.Run(settings.Threads, TimeSpan.FromSeconds(settings.Seconds / 4.0));
            var megabytes = GC.GetTotalMemory(forceFullCollection: true) / 1048576.0;
            table.Add(
                $"{settings.Seconds * part / 4.0:F0}", $"{soak.Predictions:N0}", $"{soak.BulkRows:N0}", $"{soak.Differences}",
                $"{megabytes:F1}");
        }

        table.Write();
        return soak.Differences == 0 ? 0 : 1;
    }
}
