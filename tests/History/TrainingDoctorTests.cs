using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.History;

public class TrainingDoctorTests
{
    [Fact]
    public void No_history_is_refused() => Assert.Throws<ArgumentNullException>(() => TrainingDoctor.Diagnose(null!));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(400)]
    public void Of_a_sound_run_there_is_nothing_to_say(int epochs) =>
        Assert.Empty(TrainingDoctor.Diagnose(Course.Run(epoch => epoch, epochs)));

    [Fact]
    public void Of_a_sound_run_with_validation_rows_there_is_nothing_to_say() => Assert.Empty(TrainingDoctor.Diagnose(
        Course.Run(epoch => epoch with { ValidationLoss = epoch.TrainingLoss + 0.05, ValidationMetric = 0.8 })));

    [Fact]
    public void A_linear_network_has_no_hidden_layers_to_fall_ill() => Assert.Empty(TrainingDoctor.Diagnose(
        Course.Run(epoch => epoch with { LayerGradientNorms = [0.3], DeadUnits = 0 })));

    [Fact]
    public void All_that_is_wrong_is_told_causes_first()
    {
        var findings = TrainingDoctor.Diagnose(Course.Run(epoch => epoch with
        {
            TrainingLoss = epoch.Epoch == 1 ? 500 : 2,
            GradientNorm = 2000,
            DeadUnits = 0.9,
            LayerGradientNorms = [0, 0.3, 0.4],
        }));

        Assert.Equal(
            [
                TrainingFindingKind.LearningRateTooHigh, TrainingFindingKind.ExplodingGradients,
                TrainingFindingKind.DeadUnits, TrainingFindingKind.VanishingGradients,
            ],
            findings.Select(finding => finding.Kind));
    }

    [Fact]
    public void Messages_do_not_depend_on_the_culture()
    {
        var message = "";
        OneHot.Encoding.UnderCulture("de-DE", () => message = Course.OnlyFinding(epoch => epoch with { DeadUnits = 0.63 }).Message);

        Assert.Contains("in the end 63%; ", message, StringComparison.Ordinal);
        Assert.Contains("(it was 0.003 at", message, StringComparison.Ordinal);
    }
}
