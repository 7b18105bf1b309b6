using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.ML;
using MlNetDl.Reports;
using MlNetDl.Trainers;
using Spectre.Console;
using Spectre.Console.Cli;
using CrossValidation = System.Collections.Generic.IReadOnlyList<
    Microsoft.ML.TrainCatalogBase.CrossValidationResult<Microsoft.ML.Data.MulticlassClassificationMetrics>>;

namespace MlNetDl.Samples.Penguins;

/// <summary>The main job: a CSV, one pipeline, cross-validation, a saved model, a prediction in another process.</summary>
internal sealed class PenguinsCommand : Command<PenguinsCommand.Settings>
{
    private const int Folds = 5;
    private const int HeadRows = 5;
    private const double TestFraction = 0.2;

    internal sealed class Settings : ReportSettings
    {
        [CommandOption("--model <FILE>")]
        [Description("Where the model is saved; without it, beside the program.")]
        public string Model { get; set; } = Path.Combine(AppContext.BaseDirectory, "penguins.zip");
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var mlContext = new MLContext(seed: 1);
        var data = PenguinPipeline.Load(mlContext, Path.Combine(AppContext.BaseDirectory, "data", "penguins.csv"));
        Describe([.. mlContext.Data.CreateEnumerable<Penguin>(data, reuseRowObject: false)]);

        Output.Heading("Cross-validation");
        var network = EpochBar.Show($"{Folds} folds", Folds, progress => CrossValidate(mlContext, data, Mlp(mlContext, progress)));
        // As it does best on these folds: standardized, with a tenth of its default regularization.
        var linear = CrossValidate(mlContext, data, mlContext.Transforms.NormalizeMeanVariance("Features", fixZero: false)
            .Append(mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l1Regularization: 0.1f, l2Regularization: 0.1f)));
        Output.Line($"macro-accuracy {network.Average(fold => fold.Metrics.MacroAccuracy):F3}");
        Output.Line($"log-loss {network.Average(fold => fold.Metrics.LogLoss):F3}");
        Output.Line($"LbfgsMaximumEntropy, the same folds: log-loss {linear.Average(fold => fold.Metrics.LogLoss):F3}");
        ShowConfusion(mlContext, network);

        Output.Heading("The model");
        var model = EpochBar.Show("all rows", fits: 1, progress => PenguinPipeline.EndingIn(mlContext, Mlp(mlContext, progress)).Fit(data));
        mlContext.Model.Save(model, data.Schema, settings.Model);
        Output.Line($"saved: {settings.Model}");
        if (settings.Report is not null)
            Report(mlContext, data, settings);

        Output.Heading("Another process, without TorchSharp");
        return Predict(settings.Model);
    }

    private static MlpTrainer Mlp(MLContext mlContext, IProgress<TrainingProgress> progress)
        => new(mlContext, new MlpTrainer.Options { Progress = progress });

    private static CrossValidation CrossValidate(MLContext mlContext, IDataView data, IEstimator<ITransformer> trainer)
        => mlContext.MulticlassClassification.CrossValidate(data, PenguinPipeline.EndingIn(mlContext, trainer), Folds);

    // The model that is saved has learned from all penguins; the report is of one that has some left to be tested on.
    private static void Report(MLContext mlContext, IDataView data, Settings settings)
    {
        var split = mlContext.Data.StratifiedTrainTestSplit(data, TestFraction, nameof(Penguin.Species), seed: 1);
        var model = EpochBar.Show("without the test set", fits: 1,
            progress => PenguinPipeline.EndingIn(mlContext, Mlp(mlContext, progress)).Fit(split.TrainSet));
        settings.SaveReport(mlContext, model, split.TestSet, new ReportOptions
        {
            Title = "Palmer penguins: which species",
            TrainingSet = split.TrainSet,
        });
    }

    private static void Describe(Penguin[] penguins)
    {
        (string Name, Func<Penguin, string> Text)[] columns = [
            ("species", penguin => penguin.Species),
            ("island", penguin => penguin.Island),
            ("bill length", penguin => Text(penguin.BillLength)),
            ("bill depth", penguin => Text(penguin.BillDepth)),
            ("flipper", penguin => Text(penguin.FlipperLength)),
            ("mass", penguin => Text(penguin.BodyMass)),
            ("sex", penguin => penguin.Sex),
        ];

        Output.Heading(FormattableString.Invariant($"{penguins.Length} penguins, the first {HeadRows}"));
        var table = new Table().AddColumns([.. columns.Select(column => column.Name)]);
        foreach (var penguin in penguins.Take(HeadRows))
        {
            table.AddRow([.. columns.Select(column => column.Text(penguin))]);
        }

        Output.Console.Write(table);
        var missing = columns.Select(column => (column.Name, Count: penguins.Count(penguin => column.Text(penguin).Length == 0)))
            .Where(column => column.Count > 0).Select(column => FormattableString.Invariant($"{column.Name} {column.Count}"));
        Output.Line($"missing: {string.Join(", ", missing)}");

        static string Text(float value) => float.IsNaN(value) ? "" : value.ToString(CultureInfo.InvariantCulture);
    }

    private static void ShowConfusion(MLContext mlContext, CrossValidation folds)
    {
        var counts = folds
            .SelectMany(fold => mlContext.Data.CreateEnumerable<ScoredPenguin>(fold.ScoredHoldOutSet, reuseRowObject: false))
            .CountBy(penguin => (penguin.Species, penguin.PredictedLabel))
            .ToDictionary();
        string[] species = [.. counts.Keys.Select(key => key.Species).Distinct().Order(StringComparer.Ordinal)];

        var table = new Table().AddColumn("is \\ predicted");
        foreach (var predicted in species)
        {
            table.AddColumn(predicted, column => column.RightAligned());
        }

        foreach (var actual in species)
        {
            table.AddRow([actual, .. species.Select(predicted =>
                counts.GetValueOrDefault((actual, predicted)).ToString(CultureInfo.InvariantCulture))]);
        }

        Output.Console.Write(table);
    }

    private static int Predict(string model)
    {
        // The `dotnet` this process runs on: its runtime is at shared/Microsoft.NETCore.App/VERSION/ of it.
        var dotnet = Path.GetFullPath(
            Path.Combine("..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), RuntimeEnvironment.GetRuntimeDirectory());
        var start = new ProcessStartInfo(dotnet)
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "predict", "MlNetDl.Samples.Predict.dll"), model },
        };

        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private sealed class ScoredPenguin
    {
        public string Species { get; set; } = "";

        public string PredictedLabel { get; set; } = "";
    }
}
