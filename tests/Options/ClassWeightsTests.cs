using MlNetDl.Trainers;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Network;
using Xunit;

namespace MlNetDl.Tests.Options;

public class ClassWeightsTests
{
    private static readonly string[] _names = ["a", "b", "c"];

    [Theory]
    // scikit-learn 1.2.1's compute_class_weight("balanced") of so many rows of each class.
    [InlineData(new double[] { 6, 3, 1 }, new[] { 0.55555556, 1.11111111, 3.33333333 })]
    [InlineData(new double[] { 12, 3, 1 }, new[] { 0.44444444, 1.77777778, 5.33333333 })]
    // A class without rows is no class to scikit-learn.
    [InlineData(new double[] { 6, 0, 2 }, new[] { 0.66666667, 1, 2 })]
    public void Balanced_weights_are_those_of_scikit_learn(double[] rows, double[] expected)
    {
        var weights = ClassWeights.Balanced.Resolve(_names, rows);

        for (var k = 0; k < expected.Length; k++)
            Assert.Equal(expected[k], weights[k], 1e-8);
    }

    [Fact]
    public void Given_weights_are_taken_by_name_and_others_are_one() =>
        Assert.Equal([1, 0.5, 3], new ClassWeights { ["c"] = 3, ["b"] = 0.5f }.Resolve(_names, [5, 5, 5]));

    [Fact]
    public void The_mean_loss_with_class_weights_is_that_of_torch()
    {
        // PyTorch 1.13's cross_entropy(logits, [2, 0, 1, 1], weight=[2, 0.5, 1]) and its gradient, in double precision: it divides
        // by the sum of the weights.
        const double Loss = 0.547661550;
        double[] gradient =
        [
            0.022507643, 0.061182118, -0.083689761, -0.226725306, 0.060975826, 0.165749480,
            0.000294454, -0.006208724, 0.005914269, 0.041666667, -0.083333333, 0.041666667,
        ];
        var factors = new ClassWeights { ["a"] = 2, ["b"] = 0.5f }.Resolve(_names, [1, 2, 1]);
        var data = new TrainingSet(slots: 1);
        foreach (var target in new float[] { 2, 0, 1, 1 })
            data.Add(target);
        data.ScaleWeights(target => factors[(int)target]);

        float[] outputs = [1, 2, 3, 0.5f, -1, 0, -2, 4, 1, 0, 0, 0, 0, 0, 0, 0];
        var sum = new SoftmaxCrossEntropy(classes: 3).Differentiate(outputs, [.. data.Targets], [.. data.Weights], scale: 1f / 4);

        Assert.Equal(Loss, sum / 4, 1e-6);
        for (var i = 0; i < gradient.Length; i++)
            Assert.Equal(gradient[i], outputs[i], 1e-6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_weight_that_is_none_is_refused_by_name_and_value(float weight)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new ClassWeights { ["cat"] = weight });

        Assert.Contains("'cat'", error.Message, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"{weight}"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_balanced_weights_which_all_share_cannot_be_changed() =>
        Assert.Throws<InvalidOperationException>(() => ClassWeights.Balanced["a"] = 2);
}
