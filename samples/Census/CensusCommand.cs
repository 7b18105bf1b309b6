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
    private const string Label = "over-50k";

    private static readonly TextLoader.Column[] _columns = [
        new("age", DataKind.Single, 0),
        new("workclass", DataKind.String, 1),
        new("fnlwgt", DataKind.Single, 2),
        new("education", DataKind.String, 3),
        new("education-num", DataKind.Single, 4),
        new("marital-status", DataKind.String, 5),
        new("occupation", DataKind.String, 6),
        new("relationship", DataKind.String, 7),
        new("ethnicity", DataKind.String, 8),
        new("sex", DataKind.String, 9),
        new("capital-gain", DataKind.Single, 10),
        new("capital-loss", DataKind.Single, 11),
        new("hours-per-week", DataKind.Single, 12),
        new("native-country", DataKind.String, 13),
        // 0 and 1, read as false and true: a Boolean label is what makes the task a binary one.
        new(Label, DataKind.Boolean, 14),
    ];

    public override int Execute(CommandContext context, TrainTestFolder settings, CancellationToken cancellationToken)
    {
        var mlContext = new MLContext(seed: 1);
        var (train, test) = settings.Load(mlContext, _columns);

        var network = EpochBar.Show("census", fits: 1, progress => Evaluate(
            new MlpTrainer(mlContext, new MlpTrainer.Options { LabelColumnName = Label, Progress = progress })));
        var linear = Evaluate(mlContext.Transforms.NormalizeMeanVariance("Features", fixZero: false)
            .Append(mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression(Label)));

        Output.Line($"test accuracy {network.Accuracy:F4}");
        Output.Line($"log-loss {network.LogLossInNats():F4}");
        Output.Line($"AUC {network.AreaUnderRocCurve:F4}");
        Output.Line($"LbfgsLogisticRegression, the same columns: accuracy {linear.Accuracy:F4}, log-loss {linear.LogLossInNats():F4}");
        ShowConfusion(network.ConfusionMatrix);
        return 0;

        CalibratedBinaryClassificationMetrics Evaluate(IEstimator<ITransformer> trainer)
        {
            var features = mlContext.Transforms.TabularFeatures("Features", train.Schema, Label);
            return mlContext.BinaryClassification.Evaluate(features.Append(trainer).Fit(train).Transform(test), Label);
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
