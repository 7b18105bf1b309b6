using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.History;

public class LearningRateSymptomsTests
{
    private const TrainingFindingKind TooHigh = TrainingFindingKind.LearningRateTooHigh;
    private const TrainingFindingKind TooLow = TrainingFindingKind.LearningRateTooLow;

    [Theory]
    [InlineData(9.9, false)] // ln 20,000, the cross-entropy of a guess among so many classes.
    [InlineData(10.1, true)]
    public void A_loss_far_above_a_guess_shows_a_high_rate(double loss, bool found) => Assert.Equal(
        found, Course.Has(TooHigh, Course.Run(epoch => epoch.Epoch == 1 ? epoch with { TrainingLoss = loss } : epoch)));

    [Theory]
    [InlineData(1, 0.4, 0.64, false)]
    [InlineData(1, 0.4, 0.66, true)] // A quarter of the first loss.
    [InlineData(0.1, 0.001, 0.049, false)] // More than that, but of next to nothing.
    [InlineData(0.1, 0.001, 0.053, true)]
    public void A_loss_that_jumps_shows_a_high_rate(double first, double low, double jump, bool found) => Assert.Equal(
        found, Course.Has(TooHigh, Course.Run(epoch => epoch with
        {
            TrainingLoss = epoch.Epoch switch { 1 => first, 20 => jump, _ => low },
        })));

    [Theory]
    [InlineData(2, 2.09, false)] // The noise of a run that learns nothing.
    [InlineData(2, 2.11, true)]
    [InlineData(0.1, 0.12, false)] // As much in proportion, but of next to nothing.
    public void A_loss_that_ends_above_its_beginning_shows_a_high_rate(double first, double last, bool found) => Assert.Equal(
        found, Course.Has(TooHigh, Course.Run(
            epoch => epoch with { TrainingLoss = first + ((last - first) * Course.Progress(epoch)) })));

    [Fact]
    public void A_loss_that_swings_shows_a_high_rate() => Assert.True(Course.Has(TooHigh, Course.Run(
        epoch => epoch with { TrainingLoss = epoch.Epoch == 1 ? 1 : epoch.Epoch % 2 == 0 ? 0.6 : 0.9 })));

    [Theory]
    [InlineData(500, 0.3, 0.2, 1, "in epoch 1 the training loss was 500, far above that of a guess")]
    [InlineData(1, 0.25, 0.75, 20, "the training loss had come down to 0.25 and was 0.75 in epoch 20")]
    [InlineData(2, 2.05, 2.2, 40, "the training loss began with 2 and was 2.2 in epoch 40")]
    public void A_high_rate_is_told_with_what_it_shows_in_and_a_lower_one(
        double first, double middle, double last, int shownIn, string symptom)
    {
        var finding = Course.OnlyFinding(epoch => epoch with
        {
            TrainingLoss = epoch.Epoch switch { 1 => first, < 20 => middle, _ => last },
            LearningRate = 0.5,
        });

        Assert.Equal(shownIn, finding.Epoch);
        Assert.Equal(
            $"Learning rate too high: {symptom}. Set LearningRate to a tenth (it was 0.5 at the end of that epoch), or begin with "
            + "WarmUpEpochs.",
            finding.Message);
    }

    // Of exp(-kt), t from 0 to 1, the means of the third and the last quarter lie apart by this share of the whole fall to the
    // latter: (a - b) / (1 - b), a = 4 (exp(-k / 2) - exp(-3k / 4)) / k, b = 4 (exp(-3k / 4) - exp(-k)) / k. It is 0.138 for k = 2,
    // 0.117 for 2.4, 0.086 for 3.1 and 0.056 for 4.
    [Theory]
    [InlineData(2, true)]
    [InlineData(2.4, true)]
    [InlineData(3.1, false)]
    [InlineData(4, false)]
    public void A_loss_that_still_falls_at_a_full_rate_shows_too_few_epochs(double decay, bool found) => Assert.Equal(
        found, Course.Has(TooLow, Course.Run(epoch => Constant(epoch) with { TrainingLoss = Math.Exp(-decay * Course.Progress(epoch)) })));

    [Theory]
    [InlineData(0.11, true)]
    [InlineData(0.09, false)]
    public void A_rate_is_full_until_it_is_below_a_tenth(double share, bool found) => Assert.Equal(
        found, Course.Has(TooLow, Course.Run(epoch => StillFalling(epoch) with { LearningRate = epoch.Epoch < 30 ? 0.003 : share * 0.003 })));

    [Theory]
    [InlineData(3, false)]
    [InlineData(5, true)]
    public void Of_a_very_short_run_nobody_can_say_whether_it_still_falls(int epochs, bool found) => Assert.Equal(
        found, Course.Has(TooLow, Course.Run(epoch => StillFalling(epoch), epochs)));

    [Fact]
    public void Too_few_epochs_are_told_with_the_fall_and_what_to_change()
    {
        // A straight line from 1 to 0.5 over 41 epochs: the quarters' means are 14.5 and 4.5 steps of 1/80 above the end, and 10 of
        // the 35.5 steps from the first epoch to the last quarter's mean are 28%.
        var finding = Course.OnlyFinding(epoch => Constant(epoch) with { TrainingLoss = 1 - ((epoch.Epoch - 1) / 80.0) }, epochs: 41);

        Assert.Equal(TooLow, finding.Kind);
        Assert.Equal(41, finding.Epoch);
        Assert.Equal(
            "Too few epochs, or learning rate too low: the training loss was still falling at the end, from 0.681 in the third quarter "
            + "of the epochs to 0.556 in the last, 28% of its whole fall. Set a larger NumberOfEpochs (it was 41), or raise LearningRate "
            + "(0.003 at the end; try 0.009).",
            finding.Message);
    }

    [Theory]
    [InlineData(TrainingEnd.Completed, true)]
    [InlineData(TrainingEnd.EarlyStopping, false)]
    [InlineData(TrainingEnd.Stopped, false)]
    [InlineData(TrainingEnd.Cancelled, false)]
    public void Only_a_run_that_had_all_its_epochs_can_have_had_too_few(TrainingEnd end, bool found) =>
        Assert.Equal(found, Course.Has(TooLow, Course.Run(StillFalling, end: end)));

    [Fact]
    public void A_loss_that_falls_by_learning_the_rows_by_heart_needs_no_more_epochs() => Assert.Equal(
        [TrainingFindingKind.Overfitting],
        TrainingDoctor.Diagnose(Course.Run(epoch => StillFalling(epoch) with { ValidationLoss = 0.5 + (0.2 * Course.Progress(epoch)) }))
            .Select(finding => finding.Kind));

    [Fact]
    public void The_noise_of_a_run_that_learns_nothing_is_no_fall()
    {
        // ln 2, the cross-entropy of a guess between two classes, and noise around it.
        for (var seed = 1; seed <= 100; seed++)
        {
            var random = new Random(seed);
            Assert.Empty(TrainingDoctor.Diagnose(Course.Run(
                epoch => Constant(epoch) with { TrainingLoss = Math.Log(2) + (0.01 * random.NextDouble()) })));
        }
    }

    // Of exp(-kt), t from 0 to 1, the first half brings 1 / (1 + exp(-k / 2)) of the fall: 0.574 for k = 0.6, 0.634 for 1.1.
    [Theory]
    [InlineData(0, true)]
    [InlineData(0.6, true)]
    [InlineData(1.1, false)]
    [InlineData(10, false)]
    public void A_loss_that_falls_evenly_on_a_cosine_shows_a_low_rate(double decay, bool found) =>
        Assert.Equal(found, Course.Has(TooLow, Course.Run(epoch => Slow(epoch, decay))));

    [Theory]
    [InlineData(0.09, true)]
    [InlineData(0.11, false)]
    [InlineData(-0.09, true)]
    [InlineData(-0.11, false)]
    public void A_rate_that_moves_the_weights_is_not_low(double moved, bool found) => Assert.Equal(
        found, Course.Has(TooLow, Course.Run(epoch => Slow(epoch) with { WeightNorm = 20 * (1 + (moved * Course.Progress(epoch))) })));

    [Fact]
    public void Of_a_linear_network_whose_weights_begin_with_zero_only_the_loss_tells_a_low_rate() => Assert.True(Course.Has(
        TooLow, Course.Run(epoch => Slow(epoch) with { LayerGradientNorms = [0.5], WeightNorm = epoch.Epoch })));

    [Fact]
    public void A_low_rate_is_told_with_the_fall_and_a_higher_one()
    {
        var finding = Course.OnlyFinding(epoch => Slow(epoch));

        Assert.Equal(TooLow, finding.Kind);
        Assert.Equal(Course.Epochs, finding.Epoch);
        Assert.Equal(
            "Learning rate too low: the training loss fell from 0.7 to 0.6, and evenly, as it does where training has hardly begun. "
            + "LearningRate was 1E-05 at most; try 0.0001.",
            finding.Message);
    }

    private static TrainingEpoch Constant(TrainingEpoch epoch) => epoch with { LearningRate = 0.003 };

    private static TrainingEpoch StillFalling(TrainingEpoch epoch) =>
        Constant(epoch) with { TrainingLoss = 0.9 - (0.3 * Course.Progress(epoch)) };

    /// <summary>
    /// A cosine from 1e-5 that hardly moves the weights. The steps so far, counted by their learning rates, are t + sin(pi t) / pi
    /// of all at progress t; the loss falls from 0.7 to 0.6 in proportion, or as exp(-kt) with the decay k.
    /// </summary>
    private static TrainingEpoch Slow(TrainingEpoch epoch, double decay = 0)
    {
        var t = Course.Progress(epoch);
        var steps = t + (Math.Sin(Math.PI * t) / Math.PI);
        var fall = decay == 0 ? steps : (1 - Math.Exp(-decay * steps)) / (1 - Math.Exp(-decay));
        return epoch with
        {
            TrainingLoss = 0.7 - (0.1 * fall),
            LearningRate = epoch.Epoch == 1 ? 1e-5 : 1e-5 * (1 + Math.Cos(Math.PI * t)) / 2,
            WeightNorm = 20 + t,
        };
    }
}
