using System.ComponentModel;
using Microsoft.ML;
using MlNetDl.Reports;
using MlNetDl.Trainers;
using Spectre.Console;
using Spectre.Console.Cli;

namespace MlNetDl.Samples.Mnist;

/// <summary>The MNIST database of handwritten digits, 60,000 to learn from and 10,000 to be tested on.</summary>
internal sealed class MnistCommand : Command<MnistCommand.Settings>
{
    internal sealed class Settings : ReportSettings
    {
        [CommandOption("--data <DIR>")]
        [Description("The folder with the four gzipped IDX files, such as train-images-idx3-ubyte.gz.")]
        public string Data { get; set; } = "";

        public override ValidationResult Validate() => Directory.Exists(Data)
            ? base.Validate()
            : ValidationResult.Error($"--data is '{Data}'; it must be a folder with the four gzipped IDX files of MNIST.");
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var mlContext = new MLContext(seed: 1);
        var train = mlContext.Data.LoadFromEnumerable(Digit.Read(settings.Data, "train"));
        var test = mlContext.Data.LoadFromEnumerable(Digit.Read(settings.Data, "t10k"));

        var model = EpochBar.Show("784-256-10", fits: 1, progress =>
            mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Digit.Value))
                .Append(new MlpTrainer(mlContext, new MlpTrainer.Options
                {
                    FeatureColumnName = nameof(Digit.Pixels),
                    HiddenLayers = [256],
                    BatchSize = 256,
                    NumberOfEpochs = 10,
                    Progress = progress,
                }))
                .Fit(train));

        var metrics = mlContext.MulticlassClassification.Evaluate(model.Transform(test));
        Output.Line($"test accuracy {metrics.MicroAccuracy:F4}");
        settings.SaveReport(mlContext, model, test, new ReportOptions { Title = "MNIST: handwritten digits", TrainingSet = train });
        return 0;
    }
}
