using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Generalization;

/// <summary>What the history says of validation rows is what can be worked out by hand from the model's scores.</summary>
public class ValidationTests
{
    private const double Tolerance = 1e-5;

    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void Each_epoch_has_a_validation_loss_and_a_metric_and_without_validation_rows_none_has()
    {
        var options = Blobs.Options();
        var (train, validation) = (Blobs.Data(_mlContext), Blobs.Data(_mlContext, 30, seed: 2));

        var with = new MlpMulticlassTrainer(_mlContext, options).Fit(train, validation).GetTrainingHistory();
        var without = new MlpMulticlassTrainer(_mlContext, options).Fit(train).GetTrainingHistory();

        Assert.Equal(5, with.Epochs.Count);
        Assert.All(with.Epochs, epoch => Assert.True(epoch.ValidationLoss > 0 && epoch.ValidationMetric is >= 0 and <= 1));
        Assert.All(without.Epochs, epoch => Assert.Null(epoch.ValidationLoss));
        Assert.All(without.Epochs, epoch => Assert.Null(epoch.ValidationMetric));
    }

    [Fact]
    public void Of_many_classes_the_loss_is_the_cross_entropy_of_the_scores_and_the_metric_the_accuracy()
    {
        var rows = Blobs.Rows(50, seed: 2);
        var validation = Blobs.Data(_mlContext, 50, seed: 2);

        var model = new MlpMulticlassTrainer(_mlContext, LastEpoch(Blobs.Options())).Fit(Blobs.Data(_mlContext), validation);

        var last = model.GetTrainingHistory().Epochs[^1];
        var scores = ScoreColumn.Of(model.Transform(validation));
        var keys = rows.Select(row => row.Number % 3).ToArray();
        Assert.Equal(keys.Select((key, row) => -Math.Log(scores[row][key])).Average(), last.ValidationLoss!.Value, Tolerance);
        Assert.Equal(
            keys.Select((key, row) => scores[row][key] == scores[row].Max() ? 1.0 : 0).Average(), last.ValidationMetric!.Value, Tolerance);
        var metrics = _mlContext.MulticlassClassification.Evaluate(model.Transform(validation));
        Assert.Equal(metrics.LogLoss, last.ValidationLoss.Value, Tolerance);
    }

    [Fact]
    public void Of_two_classes_the_loss_is_the_cross_entropy_of_the_weighted_rows()
    {
        var rows = Slopes.Rows(50, seed: 2);
        var validation = Slopes.Data(_mlContext, rows);
        var options = LastEpoch(Slopes.Options(nameof(Slope.Flag)));
        (options.ExampleWeightColumnName, options.ValidationMetric) = (nameof(Slope.Weight), ValidationMetric.AreaUnderRocCurve);

        var model = new MlpBinaryTrainer(_mlContext, options).Fit(Slopes.Data(_mlContext), validation);

        var last = model.GetTrainingHistory().Epochs[^1];
        var scores = ScoreColumn.Of(model.Transform(validation)).Select(score => score[0]).ToArray();
        Assert.Equal(
            Mean(rows, (row, i) => Math.Log(1 + Math.Exp(row.Flag ? -scores[i] : scores[i]))), last.ValidationLoss!.Value, Tolerance);
        Assert.Equal("AreaUnderRocCurve", model.GetTrainingHistory().Metric);
        Assert.InRange(last.ValidationMetric!.Value, 0.5, 1);
    }

    [Theory]
    [InlineData(RegressionLoss.SquaredError, ValidationMetric.RootMeanSquaredError)]
    [InlineData(RegressionLoss.AbsoluteError, ValidationMetric.MeanAbsoluteError)]
    public void In_regression_the_loss_is_that_of_the_standardized_label_and_the_metric_in_its_own_units(
        RegressionLoss loss, ValidationMetric metric)
    {
        var train = Slopes.Rows(120, mean: 5000, scale: 300);
        var rows = Slopes.Rows(50, seed: 2, mean: 5000, scale: 300);
        var validation = Slopes.Data(_mlContext, rows);
        var options = LastEpoch(Slopes.Options(nameof(Slope.Value)));
        (options.ExampleWeightColumnName, options.RegressionLoss, options.ValidationMetric) = (nameof(Slope.Weight), loss, metric);

        var model = new MlpRegressionTrainer(_mlContext, options).Fit(Slopes.Data(_mlContext, train), validation);

        var last = model.GetTrainingHistory().Epochs[^1];
        var scores = ScoreColumn.Of(model.Transform(validation)).Select(score => score[0]).ToArray();
        var mean = Mean(train, (row, _) => row.Value);
        var deviation = Math.Sqrt(Mean(train, (row, _) => Math.Pow(row.Value - mean, 2)));
        var power = loss == RegressionLoss.SquaredError ? 2 : 1;
        Assert.Equal(
            Mean(rows, (row, i) => Math.Pow(Math.Abs(row.Value - scores[i]) / deviation, power)), last.ValidationLoss!.Value, Tolerance);
        Assert.Equal(
            Math.Pow(Mean(rows, (row, i) => Math.Pow(Math.Abs((double)row.Value - scores[i]), power)), 1.0 / power),
            last.ValidationMetric!.Value, 1e-3);
    }

    [Fact]
    public void R_squared_is_the_metric_of_regression_by_default()
    {
        var validation = Slopes.Data(_mlContext, 50, seed: 2);

        var model = new MlpRegressionTrainer(_mlContext, LastEpoch(Slopes.Options(nameof(Slope.Value))))
            .Fit(Slopes.Data(_mlContext), validation);

        Assert.Equal("RSquared", model.GetTrainingHistory().Metric);
        Assert.Equal(
            _mlContext.Regression.Evaluate(model.Transform(validation), nameof(Slope.Value)).RSquared,
            model.GetTrainingHistory().Epochs[^1].ValidationMetric!.Value,
            Tolerance);
    }

    [Fact]
    public void Rows_split_off_by_fraction_count_their_weights_relative_to_each_other()
    {
        var options = LastEpoch(Slopes.Options(nameof(Slope.Value)));
        (options.ExampleWeightColumnName, options.ValidationFraction) = (nameof(Slope.Weight), 0.1f);
        options.ValidationMetric = ValidationMetric.RootMeanSquaredError;

        var model = new MlpRegressionTrainer(_mlContext, options).Fit(Slopes.Data(_mlContext, 200));

        // The loss and the metric are means of the same squares by the same weights, the one of standardized labels.
        var last = model.GetTrainingHistory().Epochs[^1];
        Assert.Equal(Math.Pow(last.ValidationMetric!.Value / model.Model.Target.Scale, 2), last.ValidationLoss!.Value, Tolerance);
    }

    [Theory]
    [InlineData(EarlyStopping.Off)]
    [InlineData(EarlyStopping.On)]
    public void Validation_rows_change_nothing_but_which_epoch_is_kept(EarlyStopping earlyStopping)
    {
        var options = Blobs.Options();
        (options.EarlyStopping, options.NumberOfEpochs, options.WeightDecay) = (EarlyStopping.Off, 8, 0);
        var train = Blobs.Data(_mlContext);
        var expected = new MlpMulticlassTrainer(_mlContext, options).Fit(train);

        options.EarlyStopping = earlyStopping;
        // Of the training rows the last epoch is the best, and so kept by early stopping too.
        var validation = earlyStopping == EarlyStopping.On ? train : Blobs.Data(_mlContext, 500, seed: 2);
        var model = new MlpMulticlassTrainer(_mlContext, options).Fit(train, validation);

        Assert.Equal(8, model.GetTrainingHistory().ModelEpoch);
        Assert.Equal(Bits.OfWeights(expected), Bits.OfWeights(model));
        Assert.Equal(
            expected.GetTrainingHistory().Epochs.Select(epoch => epoch.TrainingLoss),
            model.GetTrainingHistory().Epochs.Select(epoch => epoch.TrainingLoss));
    }

    private static MlpTrainer.Options LastEpoch(MlpTrainer.Options options)
    {
        options.EarlyStopping = EarlyStopping.Off;
        return options;
    }

    /// <summary>The mean by the rows' weights.</summary>
    private static double Mean(Slope[] rows, Func<Slope, int, double> value) =>
        rows.Select((row, i) => row.Weight * value(row, i)).Sum() / rows.Sum(row => row.Weight);
}
