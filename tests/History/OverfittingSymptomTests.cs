using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.History;

public class OverfittingSymptomTests
{
    [Theory]
    [InlineData(0.4, 0.439, false)]
    [InlineData(0.4, 0.441, true)] // A tenth above.
    [InlineData(0.05, 0.0599, false)] // A fifth above, but by next to nothing.
    [InlineData(0.05, 0.0601, true)]
    [InlineData(0.4, 0.35, false)]
    public void A_validation_loss_that_rises_clearly_shows_overfitting(double middle, double end, bool found) =>
        Assert.Equal(found, IsFound(epoch => Validate(epoch, middle, end)));

    [Fact]
    public void Overfitting_is_told_with_its_first_epoch_and_both_losses()
    {
        var finding = Course.OnlyFinding(epoch => Validate(epoch, 0.4, 0.65) with { TrainingLoss = 1.0 / epoch.Epoch });

        Assert.Equal(TrainingFindingKind.Overfitting, finding.Kind);
        Assert.Equal(8, finding.Epoch);
        Assert.Equal(
            "Overfitting since epoch 8: the validation loss was lowest about there, 0.4, and is 0.65 in epoch 40, which the model is "
            + "from, while the training loss fell from 0.125 to 0.0256. Set EarlyStopping to On, or raise WeightDecay or Dropout, or take "
            + "fewer or smaller HiddenLayers; more rows help most.",
            finding.Message);
    }

    [Fact]
    public void It_is_no_overfitting_if_the_training_loss_rises_as_well() => Assert.False(IsFound(
        epoch => Validate(epoch, 0.4, 0.6) with { TrainingLoss = 0.3 + (0.001 * epoch.Epoch) }));

    [Theory]
    [InlineData(10, false)]
    [InlineData(40, true)]
    public void A_model_from_the_best_epoch_is_not_overfitted(int modelEpoch, bool found) => Assert.Equal(
        found,
        Course.Has(TrainingFindingKind.Overfitting, Course.Run(
            epoch => Validate(epoch, 0.4, 0.6), end: TrainingEnd.EarlyStopping, modelEpoch: modelEpoch)));

    [Fact]
    public void A_single_spike_or_dip_is_no_overfitting()
    {
        Assert.False(IsFound(epoch => Validate(epoch, 0.4, 0.4) with { ValidationLoss = epoch.Epoch == Course.Epochs ? 0.8 : 0.4 }));
        Assert.False(IsFound(epoch => Validate(epoch, 0.4, 0.4) with { ValidationLoss = epoch.Epoch == 10 ? 0.1 : 0.4 }));
    }

    [Theory]
    [InlineData(0.59, false)]
    [InlineData(0.61, true)]
    public void A_rise_must_be_twice_the_noise(double end, bool found) => Assert.Equal(
        found, IsFound(epoch =>
        {
            // A spike of 0.15 in every third epoch is 0.1 an epoch, up and down, and medians do not see it.
            var sound = Validate(epoch, 0.4, end);
            return epoch.Epoch % 3 == 0 ? sound with { ValidationLoss = sound.ValidationLoss + 0.15 } : sound;
        }));

    [Fact]
    public void Without_validation_rows_there_is_nothing_to_see() => Assert.False(IsFound(epoch => epoch));

    private static bool IsFound(Func<TrainingEpoch, TrainingEpoch> change) =>
        Course.Has(TrainingFindingKind.Overfitting, Course.Run(change));

    /// <summary>A validation loss that is at its middle from epoch 8 to 12, and at its end from epoch 20 on.</summary>
    private static TrainingEpoch Validate(TrainingEpoch epoch, double middle, double end) => epoch with
    {
        ValidationLoss = epoch.Epoch switch
        {
            < 8 => middle + 0.2,
            <= 12 => middle,
            < 20 => middle + ((end - middle) * (epoch.Epoch - 12) / 8),
            _ => end,
        },
    };
}
