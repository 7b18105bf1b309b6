using MlNetDl.Reports;
using MlNetDl.Tests.History;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Reports;

public class TrainingHistoryPictureTests
{
    [Fact]
    public void The_loss_is_told_with_its_lowest_and_the_epoch_of_the_model()
    {
        var picture = Pictures.TrainingHistory(History([4, 2, 1], [5, 3, 3.5]));
        var svg = new Svg(picture);

        Assert.Equal(
            "Loss by epoch, 3 epochs. Training: 4.00 at first, 1.00 at last, lowest 1.00 in epoch 3. Validation: 5.00 at first, 3.50 at last, " +
            "lowest 3.00 in epoch 2. The model is that of epoch 2.",
            picture.AlternativeText);
        Svg.AssertAmong(svg.Texts, "training", "validation", "the model, epoch 2", "epoch", "loss", "1", "2", "3");
    }

    [Fact]
    public void Without_validation_rows_there_is_the_training_loss_alone()
    {
        var svg = new Svg(Pictures.TrainingHistory(History([4, 2, 1])));

        Assert.Contains("training", svg.Texts);
        Assert.DoesNotContain("validation", svg.Texts);
    }

    [Theory]
    [InlineData(HistoryCurve.Metric, "Accuracy by epoch, 3 epochs. Validation Accuracy: 0.500 at first, 0.900 at last, between 0.500 and 0.900.")]
    [InlineData(HistoryCurve.LearningRate, "Learning rate by epoch, 3 epochs. Learning rate: 0.0100 at first, 0.00333 at last,")]
    [InlineData(HistoryCurve.GradientNorm, "Gradient norm by epoch, 3 epochs. Gradient norm: 8.00 at first, 2.67 at last, lowest 2.67 in epoch 3.")]
    public void Each_curve_is_told(HistoryCurve curve, string text) =>
        Assert.StartsWith(text, Pictures.TrainingHistory(History([4, 2, 1], [5, 3, 3.5]), curve).AlternativeText, StringComparison.Ordinal);

    [Fact]
    public void One_epoch_is_a_point()
    {
        var svg = new Svg(Pictures.TrainingHistory(History([4], [5])));

        Assert.Equal(2, svg.All("ellipse").Length);
        Assert.Contains("1", svg.Texts);
    }

    [Fact]
    public void Values_far_apart_are_drawn_by_their_logarithms() =>
        Svg.AssertAmong(new Svg(Pictures.TrainingHistory(History([200, 3, 0.02]))).Texts, "loss (logarithmic)", "0.1", "1", "10", "100");

    [Theory]
    [InlineData(LearningRateSchedule.Step, "learning rate (logarithmic)")]
    [InlineData(LearningRateSchedule.ReduceOnPlateau, "learning rate (logarithmic)")]
    [InlineData(LearningRateSchedule.Cosine, "learning rate")]
    public void A_learning_rate_that_falls_along_a_curve_keeps_a_linear_axis(LearningRateSchedule schedule, string axis)
    {
        // From 0.01 to a thousandth of it.
        var history = History([.. Enumerable.Repeat(1.0, 1000)], schedule: schedule);

        Assert.Contains(axis, new Svg(Pictures.TrainingHistory(history, HistoryCurve.LearningRate)).Texts);
    }

    [Fact]
    public void Many_epochs_are_drawn_without_markers_and_stay_small()
    {
        var svg = new Svg(Pictures.TrainingHistory(History([.. Enumerable.Range(1, 5000).Select(epoch => 1 / Math.Sqrt(epoch))])));

        Assert.Empty(svg.All("ellipse"));
        Assert.InRange(svg.Xml.Length, 1, 20_000);
    }

    [Fact]
    public void A_loss_that_is_not_finite_is_left_out() =>
        Assert.Contains("Training: 4.00 at first, 2.00 at last,", Pictures.TrainingHistory(History([4, 2, double.NaN])).AlternativeText);

    [Fact]
    public void No_epochs_and_no_metric_are_refused()
    {
        Assert.Contains(
            "Pictures.TrainingHistory: the history has no epochs",
            Assert.Throws<ArgumentException>(() => Pictures.TrainingHistory(History([]))).Message);
        Assert.Contains(
            "no epoch has a finite Accuracy. If it is that of validation rows, train with them",
            Assert.Throws<ArgumentException>(() => Pictures.TrainingHistory(History([4, 2]), HistoryCurve.Metric)).Message);
        Assert.Contains(
            "curve is 9; it must be one of Loss, Metric,",
            Assert.Throws<ArgumentOutOfRangeException>(() => Pictures.TrainingHistory(History([4]), (HistoryCurve)9)).Message);
    }

    private static TrainingHistory History(
        double[] losses, double[]? validation = null, LearningRateSchedule schedule = LearningRateSchedule.Cosine) => new(
        [
            .. losses.Select((loss, i) => new TrainingEpoch
            {
                Epoch = i + 1,
                TrainingLoss = loss,
                ValidationLoss = validation?[i],
                ValidationMetric = validation is null ? null : 0.5 + (0.2 * i),
                LearningRate = 0.01 / (i + 1),
                GradientNorm = 8.0 / (i + 1),
                LayerGradientNorms = [],
                WeightNorm = 1,
                DeadUnits = 0,
                Seconds = 1,
            }),
        ],
        "Accuracy", Math.Min(2, losses.Length), TrainingEnd.Completed,
        Settled.Options(Math.Max(1, losses.Length)) with { LearningRateSchedule = schedule });
}
