using MlNetDl.Trainers.Network;
using Xunit;

namespace MlNetDl.Tests.Network;

public class SoftmaxCrossEntropyTests
{
    [Fact]
    public void Loss_and_gradient_are_those_worked_out_by_hand()
    {
        // softmax(1, 2, 3) = (e^-2, e^-1, 1) / 1.50321472; -log of its last is log(1.50321472) = 0.40760596.
        var outputs = new float[16];
        outputs[0] = 1;
        outputs[1] = 2;
        outputs[2] = 3;

        var loss = new SoftmaxCrossEntropy(classes: 3).Differentiate(outputs, [2], [], scale: 1);

        Assert.Equal(0.40760596, loss, 1e-6);
        Assert.Equal(0.09003057, outputs[0], 1e-6);
        Assert.Equal(0.24472847, outputs[1], 1e-6);
        Assert.Equal(0.66524096 - 1, outputs[2], 1e-6);
    }

    [Fact]
    public void Outputs_far_apart_neither_overflow_nor_lose_the_loss()
    {
        var outputs = new float[16];
        outputs[0] = 1e4f;
        outputs[1] = -1e4f;

        var loss = new SoftmaxCrossEntropy(classes: 2).Differentiate(outputs, [1], [], scale: 1);

        Assert.Equal(2e4, loss, 1e-3);
        Assert.Equal([1, -1], outputs[..2]);
    }

    [Fact]
    public void Rows_lie_side_by_side_and_count_what_the_scale_says()
    {
        // Two rows of two classes with equal outputs: each loss is ln 2, each gradient half the scale, up or down.
        var outputs = new float[16];
        outputs[0] = outputs[1] = 7;

        var loss = new SoftmaxCrossEntropy(classes: 2).Differentiate(outputs, [0, 1], [], scale: 0.5f);

        Assert.Equal(2 * 0.69314718, loss, 1e-6);
        Assert.Equal([-0.25f, 0.25f, 0.25f, -0.25f], outputs[..4]);
    }

    [Theory]
    [InlineData(1e4f)]
    [InlineData(-1e4f)]
    [InlineData(1e38f)]
    public void Outputs_that_are_all_extreme_are_as_good_as_zeros(float output)
    {
        var outputs = new float[16];
        outputs.AsSpan(0, 3).Fill(output);

        // ln 3, and 1/3 each.
        Assert.Equal(1.09861229, new SoftmaxCrossEntropy(classes: 3).Differentiate(outputs, [0], [], scale: 1), 1e-6);
        Assert.Equal(-2 / 3.0, outputs[0], 1e-6);
        Assert.Equal(1 / 3.0, outputs[1], 1e-6);
    }
}
