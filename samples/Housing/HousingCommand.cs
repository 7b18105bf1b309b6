using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Reports;
using MlNetDl.Trainers;
using Spectre.Console.Cli;

namespace MlNetDl.Samples.Housing;

/// <summary>California's housing of 1990: the median price of a house in a block of streets, in dollars.</summary>
internal sealed class HousingCommand : Command<TrainTestFolder>
{
    private const string Label = "median_house_value";

    private static readonly TextLoader.Column[] _columns = [
        new("longitude", DataKind.Single, 0),
        new("latitude", DataKind.Single, 1),
        new("housing_median_age", DataKind.Single, 2),
        new("total_rooms", DataKind.Single, 3),
        new("total_bedrooms", DataKind.Single, 4),
        new("population", DataKind.Single, 5),
        new("households", DataKind.Single, 6),
        new("median_income", DataKind.Single, 7),
        new(Label, DataKind.Single, 8),
        new("ocean_proximity", DataKind.String, 9),
    ];

    public override int Execute(CommandContext context, TrainTestFolder settings, CancellationToken cancellationToken)
    {
        var mlContext = new MLContext(seed: 1);
        var (train, test) = settings.Load(mlContext, _columns);

        var model = EpochBar.Show("housing", fits: 1, progress => Fit(
            new MlpTrainer(mlContext, new MlpTrainer.Options { LabelColumnName = Label, Progress = progress })));
        var network = Evaluate(model);
        var linear = Evaluate(Fit(
            new LinearRegressionTrainer(mlContext, new LinearRegressionTrainer.Options { LabelColumnName = Label })));

        Output.Line($"test RMSE {network.RootMeanSquaredError:F0}");
        Output.Line($"R2 {network.RSquared:F4}");
        Output.Line($"MAE {network.MeanAbsoluteError:F0}");
        Output.Line($"LinearRegressionTrainer, the same columns: RMSE {linear.RootMeanSquaredError:F0}, R2 {linear.RSquared:F4}");
        settings.SaveReport(mlContext, model, test, new ReportOptions
        {
            Title = "Housing: what a house in California costs",
            LabelColumnName = Label,
            TrainingSet = train,
        });
        return 0;

        ITransformer Fit(IEstimator<ITransformer> trainer) =>
            mlContext.Transforms.TabularFeatures("Features", train.Schema, Label).Append(trainer).Fit(train);

        RegressionMetrics Evaluate(ITransformer fitted) => mlContext.Regression.Evaluate(fitted.Transform(test), Label);
    }
}
