using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.History;

public class GradientSymptomsTests
{
    [Theory]
    [InlineData(0.5, 99, false)] // Ten times the first norm, but not large.
    [InlineData(0.5, 101, true)]
    [InlineData(30, 299, false)]
    [InlineData(30, 301, true)]
    [InlineData(500, 999, false)]
    [InlineData(500, 1001, true)] // Large, whatever the first norm.
    public void Gradients_explode_that_grow_tenfold_and_are_large(double first, double later, bool found) =>
        Assert.Equal(found, Course.Has(TrainingFindingKind.ExplodingGradients, Course.Run(
            epoch => epoch with { GradientNorm = epoch.Epoch == 7 ? later : first })));

    [Fact]
    public void Exploding_gradients_are_told_with_their_norm_and_what_to_change()
    {
        var finding = Course.OnlyFinding(epoch => epoch with { GradientNorm = epoch.Epoch >= 7 ? 12345 : 0.5 });

        Assert.Equal(7, finding.Epoch);
        Assert.Equal(
            "Exploding gradients: in epoch 7 the gradient had a mean norm of 1.23E+04, after 0.5 in the first. Set GradientClipNorm to 1, "
            + "or lower LearningRate; if there are many HiddenLayers, set BatchNormalization or take fewer.",
            finding.Message);
    }

    [Fact]
    public void Gradients_can_explode_in_the_first_epoch()
    {
        var finding = Course.OnlyFinding(epoch => epoch with { GradientNorm = epoch.Epoch == 1 ? 1001 : 0.5 });

        Assert.Equal(1, finding.Epoch);
        Assert.Contains("in epoch 1 the gradient had a mean norm of 1E+03. Set", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.49, false)]
    [InlineData(0.51, true)]
    public void Units_are_dead_if_half_of_them_are(double share, bool found) => Assert.Equal(
        found, Course.Has(TrainingFindingKind.DeadUnits, Course.Run(epoch => epoch with { DeadUnits = share })));

    [Theory]
    [InlineData(0.0009, false)]
    [InlineData(0.0011, true)]
    public void Units_are_not_dead_where_no_row_has_a_gradient_to_give(double loss, bool found) => Assert.Equal(
        found, Course.Has(TrainingFindingKind.DeadUnits, Course.Run(
            epoch => epoch with { DeadUnits = 0.9, TrainingLoss = epoch.Epoch < 20 ? epoch.TrainingLoss : loss })));

    [Fact]
    public void Units_that_came_to_life_again_are_not_dead() => Assert.Empty(TrainingDoctor.Diagnose(
        Course.Run(epoch => epoch with { DeadUnits = epoch.Epoch < Course.Epochs ? 0.9 : 0.2 })));

    [Fact]
    public void Dead_units_are_told_from_when_they_stayed_dead()
    {
        var finding = Course.OnlyFinding(epoch => epoch with { DeadUnits = epoch.Epoch is 3 or >= 12 ? 0.5 + (epoch.Epoch / 100.0) : 0.1 });

        Assert.Equal(12, finding.Epoch);
        Assert.Equal(
            "Dead units: from epoch 12 on, half of the hidden units or more got no gradient from any row, in the end 90%; ReLUs that are "
            + "zero for every row learn no more. Lower LearningRate (it was 0.0024 at the end of epoch 12) or WeightDecay, or set Activation "
            + "to LeakyReLU or GELU.",
            finding.Message);
    }

    [Theory]
    [InlineData(0.011, false)]
    [InlineData(0.009, true)]
    [InlineData(0, true)]
    public void A_gradient_has_vanished_if_a_hundredth_arrives(double share, bool found) => Assert.Equal(
        found, Course.Has(TrainingFindingKind.VanishingGradients, Course.Run(
            epoch => epoch with { LayerGradientNorms = [share * 0.2, 0.1, 0.2, 0.4] })));

    [Fact]
    public void Vanishing_gradients_are_told_with_the_share_and_what_to_change()
    {
        var finding = Course.OnlyFinding(epoch => epoch with { LayerGradientNorms = [epoch.Epoch < 5 ? 0.1 : 2e-7, 0.1, 0.1, 0.4] });

        Assert.Equal(5, finding.Epoch);
        Assert.Equal(
            "Vanishing gradients: of the gradient's norm in the last of 3 hidden layers, a share of 2E-06 arrives in the first, which "
            + "hardly learns. Set Activation to ReLU or GELU, set BatchNormalization, or take fewer HiddenLayers.",
            finding.Message);
    }

    [Theory]
    [InlineData(new[] { 1e-9, 0.4 })] // One hidden layer is first and last.
    [InlineData(new[] { 1e-3, 2e-3, 1.0 })] // The output layer, which begins with weights of zero, gets the most at first.
    [InlineData(new[] { 0.0, 0.0, 0.4 })] // Dead units, not a gradient that is lost on its way.
    public void A_gradient_that_is_small_for_other_reasons_has_not_vanished(double[] norms) => Assert.Empty(TrainingDoctor.Diagnose(
        Course.Run(epoch => epoch with { LayerGradientNorms = norms })));

    [Theory]
    [InlineData(18, false)]
    [InlineData(32, true)]
    public void A_gradient_has_vanished_if_it_has_for_most_of_the_second_half(int until, bool found) => Assert.Equal(
        found, Course.Has(TrainingFindingKind.VanishingGradients, Course.Run(
            epoch => epoch with { LayerGradientNorms = epoch.Epoch <= until ? [1e-6, 0.1, 0.4] : [0.1, 0.1, 0.4] })));
}
