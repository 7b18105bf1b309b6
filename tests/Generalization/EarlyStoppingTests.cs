using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.Generalization;

public class EarlyStoppingTests
{
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly IDataView _train;
    private readonly IDataView _validation;

    public EarlyStoppingTests()
    {
        _train = NoisyFlags.Data(_mlContext, 100, seed: 1);
        _validation = NoisyFlags.Data(_mlContext, 60, seed: 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void It_stops_when_so_many_epochs_have_passed_without_a_better_one(int patience)
    {
        var options = NoisyFlags.Options();
        options.EarlyStoppingPatience = patience;

        var history = Fit(options).GetTrainingHistory();

        Assert.Equal(TrainingEnd.EarlyStopping, history.End);
        Assert.Equal(60, history.NumberOfEpochs);
        Assert.Equal(history.ModelEpoch + patience, history.Epochs.Count);
        Assert.Equal(history.Epochs.MinBy(epoch => epoch.ValidationLoss)!.Epoch, history.ModelEpoch);
        // Nowhere before were there so many epochs in a row without a better one.
        var (best, since) = (double.PositiveInfinity, 0);
        foreach (var epoch in history.Epochs.SkipLast(1))
        {
            (best, since) = epoch.ValidationLoss < best ? (epoch.ValidationLoss.Value, 0) : (best, since + 1);
            Assert.InRange(since, 0, patience - 1);
        }
    }

    [Fact]
    public void The_patience_is_a_fifth_of_the_epochs_but_10_at_least()
    {
        var options = NoisyFlags.Options();
        options.NumberOfEpochs = 100;
        var longer = Fit(options).GetTrainingHistory();
        options.NumberOfEpochs = 40;
        var shorter = Fit(options).GetTrainingHistory();

        Assert.Equal(longer.ModelEpoch + 20, longer.Epochs.Count);
        Assert.Equal(shorter.ModelEpoch + 10, shorter.Epochs.Count);
    }

    [Fact]
    public void The_model_has_the_weights_that_the_best_epoch_ended_with()
    {
        var options = NoisyFlags.Options();
        options.EarlyStoppingPatience = 5;
        var stopped = Fit(options);

        (options.NumberOfEpochs, options.EarlyStopping) = (stopped.GetTrainingHistory().ModelEpoch, EarlyStopping.Off);
        options.EarlyStoppingPatience = null;
        var best = Fit(options);

        Assert.InRange(best.GetTrainingHistory().Epochs.Count, 2, 50);
        Assert.Equal(Scores(best), Scores(stopped));
    }

    [Fact]
    public void Where_patience_outlasts_the_epochs_training_is_completed_and_the_best_epoch_still_kept()
    {
        var options = NoisyFlags.Options();
        (options.NumberOfEpochs, options.EarlyStoppingPatience) = (30, 1000);

        var history = Fit(options).GetTrainingHistory();

        Assert.Equal(TrainingEnd.Completed, history.End);
        Assert.Equal(30, history.Epochs.Count);
        Assert.Equal(history.Epochs.MinBy(epoch => epoch.ValidationLoss)!.Epoch, history.ModelEpoch);
        Assert.InRange(history.ModelEpoch, 1, 29);
    }

    [Fact]
    public void Off_all_epochs_are_done_and_the_last_is_kept()
    {
        var options = NoisyFlags.Options();
        options.EarlyStopping = EarlyStopping.Off;

        var history = Fit(options).GetTrainingHistory();

        Assert.Equal((60, 60, TrainingEnd.Completed), (history.Epochs.Count, history.ModelEpoch, history.End));
        Assert.All(history.Epochs, epoch => Assert.NotNull(epoch.ValidationLoss));
    }

    [Theory]
    [InlineData(ValidationMetric.Accuracy)]
    [InlineData(ValidationMetric.MacroAccuracy)]
    [InlineData(ValidationMetric.AreaUnderRocCurve)]
    public void Of_a_metric_of_classes_the_largest_is_the_best_and_the_first_of_equals(ValidationMetric metric)
    {
        var options = NoisyFlags.Options();
        (options.ValidationMetric, options.NumberOfEpochs) = (metric, 25);

        var history = Fit(options).GetTrainingHistory();

        Assert.Equal($"{metric}", history.Metric);
        Assert.Equal(history.Epochs.MaxBy(epoch => epoch.ValidationMetric)!.Epoch, history.ModelEpoch);
        Assert.NotEqual(history.Epochs.MinBy(epoch => epoch.ValidationMetric)!.Epoch, history.ModelEpoch);
    }

    [Theory]
    [InlineData(ValidationMetric.RSquared, true)]
    [InlineData(ValidationMetric.RootMeanSquaredError, false)]
    [InlineData(ValidationMetric.MeanAbsoluteError, false)]
    public void Of_an_error_the_smallest_is_the_best(ValidationMetric metric, bool largerIsBetter)
    {
        var options = NoisyFlags.Options(nameof(Slope.Value));
        (options.ValidationMetric, options.NumberOfEpochs) = (metric, 25);

        var history = new MlpRegressionTrainer(_mlContext, options).Fit(_train, _validation).GetTrainingHistory();

        var sign = largerIsBetter ? -1 : 1;
        Assert.Equal($"{metric}", history.Metric);
        Assert.Equal(history.Epochs.MinBy(epoch => sign * epoch.ValidationMetric)!.Epoch, history.ModelEpoch);
        Assert.NotEqual(history.Epochs.MinBy(epoch => -sign * epoch.ValidationMetric)!.Epoch, history.ModelEpoch);
    }

    [Fact]
    public void A_metric_that_the_validation_rows_do_not_determine_is_refused_or_left_out_of_the_history()
    {
        var options = NoisyFlags.Options();
        (options.ValidationMetric, options.NumberOfEpochs) = (ValidationMetric.AreaUnderRocCurve, 3);
        var oneClass = _mlContext.Data.FilterByCustomPredicate<Slope>(_validation, row => !row.Flag);
        var trainer = new MlpBinaryTrainer(_mlContext, options);

        var error = Assert.Throws<InvalidOperationException>(() => trainer.Fit(_train, oneClass));
        options.EarlyStopping = EarlyStopping.Off;
        var history = new MlpBinaryTrainer(_mlContext, options).Fit(_train, oneClass).GetTrainingHistory();

        Assert.Matches(
            @"^MlpBinaryTrainer: ValidationMetric is AreaUnderRocCurve, which the \d+ validation rows do not determine, for their labels are all alike\. "
            + @"Give more validation rows, or set ValidationMetric to Loss\.$",
            error.Message);
        Assert.All(history.Epochs, epoch => Assert.Null(epoch.ValidationMetric));
        Assert.All(history.Epochs, epoch => Assert.NotNull(epoch.ValidationLoss));
    }

    private BinaryNetworkTransformer Fit(MlpTrainer.Options options) => new MlpBinaryTrainer(_mlContext, options).Fit(_train, _validation);

    private string[] Scores(BinaryNetworkTransformer model) => [.. ScoreColumn.Of(model.Transform(_validation)).Select(Bits.Of)];
}
