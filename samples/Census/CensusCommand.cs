using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Reports;
using MlNetDl.Trainers;
using Spectre.Console;
using Spectre.Console.Cli;

namespace MlNetDl.Samples.Census;

/// <summary>UCI's Adult data: does a person earn more than 50,000 dollars a year? Most columns are text, three have gaps.</summary>
internal sealed class CensusCommand : Command<TrainTestFolder>
{
    public override int Execute(CommandContext context, TrainTestFolder settings, CancellationToken cancellationToken)
    {
        var mlContext = new MLContext(seed: 1);
        var (train, test) = settings.Load(mlContext, CensusColumns.All);

        var model = EpochBar.Show("census", fits: 1, progress => Fit(
            new MlpTrainer(mlContext, new MlpTrainer.Options { LabelColumnName = CensusColumns.Label, Progress = progress })));
        var network = Evaluate(model);
        var linear = Evaluate(Fit(mlContext.Transforms.NormalizeMeanVariance("Features", fixZero: false)
            .Append(mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression(CensusColumns.Label))));

        Output.Line($"test accuracy {network.Accuracy:F4}");
        Output.Line($"log-loss {network.LogLossInNats():F4}");
        Output.Line($"AUC {network.AreaUnderRocCurve:F4}");
        Output.Line($"LbfgsLogisticRegression, the same columns: accuracy {linear.Accuracy:F4}, log-loss {linear.LogLossInNats():F4}");
        ShowConfusion(network.ConfusionMatrix);
        settings.SaveReport(mlContext, model, test, new ReportOptions
        {
            Title = "Census: who earns more than 50,000 dollars a year",
            LabelColumnName = CensusColumns.Label,
            TrainingSet = train,
        });
        return 0;

        ITransformer Fit(IEstimator<ITransformer> trainer) =>
            mlContext.Transforms.TabularFeatures("Features", train.Schema, CensusColumns.Label).Append(trainer).Fit(train);

        CalibratedBinaryClassificationMetrics Evaluate(ITransformer fitted) =>
            mlContext.BinaryClassification.Evaluate(fitted.Transform(test), CensusColumns.Label);
    }

    private static void ShowConfusion(ConfusionMatrix confusion)
    {
        // ML.NET counts the positive class first.
        string[] classes = [">50K", "<=50K"];
        var table = new Table().AddColumn("is \\ predicted");
        foreach (var predicted in classes)
        {
            table.AddColumn(predicted, column => column.RightAligned());
        }

        foreach (var (actual, counts) in classes.Zip(confusion.Counts))
        {
            table.AddRow([actual, .. counts.Select(count => count.ToString(CultureInfo.InvariantCulture))]);
        }

        Output.Console.Write(table);
    }
}
