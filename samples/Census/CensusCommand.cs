using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
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

        var network = EpochBar.Show("census", fits: 1, progress => Evaluate(
            new MlpTrainer(mlContext, new MlpTrainer.Options { LabelColumnName = CensusColumns.Label, Progress = progress })));
        var linear = Evaluate(mlContext.Transforms.NormalizeMeanVariance("Features", fixZero: false)
            .Append(mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression(CensusColumns.Label)));

        Output.Line($"test accuracy {network.Accuracy:F4}");
        Output.Line($"log-loss {network.LogLossInNats():F4}");
        Output.Line($"AUC {network.AreaUnderRocCurve:F4}");
        Output.Line($"LbfgsLogisticRegression, the same columns: accuracy {linear.Accuracy:F4}, log-loss {linear.LogLossInNats():F4}");
        ShowConfusion(network.ConfusionMatrix);
        return 0;

        CalibratedBinaryClassificationMetrics Evaluate(IEstimator<ITransformer> trainer)
        {
            var features = mlContext.Transforms.TabularFeatures("Features", train.Schema, CensusColumns.Label);
            var model = features.Append(trainer).Fit(train);
            return mlContext.BinaryClassification.Evaluate(model.Transform(test), CensusColumns.Label);
        }
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
