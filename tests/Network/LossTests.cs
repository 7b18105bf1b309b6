using MlNetDl.Trainers.Network;
using Xunit;

namespace MlNetDl.Tests.Network;

/// <summary>
/// The sums of the rows' losses, and the derivatives by the outputs. The numbers are PyTorch 1.13's in double precision, the
/// derivatives by its autograd; row weights multiply what it gives with reduction="none".
/// </summary>
public class LossTests
{
    private static readonly float[] _logits = [1, 2, 3, 0.5f, -1, 0, -2, 4, 1, 0, 0, 0];
    private static readonly float[] _classes = [2, 0, 1, 1];
    private static readonly float[] _classRowWeights = [2, 0.5f, 1, 3];

    private static readonly float[] _logOdds = [-3, -0.5f, 0, 1, 4, 2];
    private static readonly float[] _answers = [0, 1, 1, 0, 1, 0];

    private static readonly float[] _predictions = [-3, -0.5f, 0.25f, 1, 4, 2];
    private static readonly float[] _values = [0.5f, 0.5f, 0.25f, -0.5f, 3.8f, -2];
    private static readonly float[] _rowWeights = [2, 0.5f, 1, 3, 0.25f, 1.5f];

    // torch.nn.functional.cross_entropy.
    [Fact]
    public void Softmax_cross_entropy() => AssertLoss(
        new SoftmaxCrossEntropy(classes: 3), _logits, _classes, [],
        2.161294622,
        [
            0.090030573, 0.244728471, -0.334759044, -0.453450613, 0.121951652, 0.331498960,
            0.002355633, -0.049669788, 0.047314155, 0.333333333, -0.666666667, 0.333333333,
        ]);

    [Fact]
    public void Softmax_cross_entropy_with_row_weights() => AssertLoss(
        new SoftmaxCrossEntropy(classes: 3), _logits, _classes, _classRowWeights,
        4.464059861,
        [
            0.180061146, 0.489456942, -0.669518088, -0.226725306, 0.060975826, 0.165749480,
            0.002355633, -0.049669788, 0.047314155, 1, -2, 1,
        ]);

    // label_smoothing=0.1.
    [Fact]
    public void Softmax_cross_entropy_with_label_smoothing() => AssertLoss(
        new SoftmaxCrossEntropy(classes: 3, labelSmoothing: 0.1f), _logits, _classes, [],
        2.627961289,
        [
            0.056697240, 0.211395138, -0.268092378, -0.386783946, 0.088618319, 0.298165627,
            -0.030977700, 0.016996878, 0.013980822, 0.3, -0.6, 0.3,
        ]);

    // label_smoothing=0.3.
    [Fact]
    public void Softmax_cross_entropy_with_label_smoothing_and_row_weights() => AssertLoss(
        new SoftmaxCrossEntropy(classes: 3, labelSmoothing: 0.3f), _logits, _classes, _classRowWeights,
        6.064059861,
        [
            -0.019938854, 0.289456942, -0.269518088, -0.126725306, 0.010975826, 0.115749480,
            -0.097644367, 0.150330212, -0.052685845, 0.7, -1.4, 0.7,
        ]);

    // torch.nn.functional.binary_cross_entropy_with_logits.
    [Fact]
    public void Binary_cross_entropy() => AssertLoss(
        new BinaryCrossEntropy(), _logOdds, _answers, [],
        5.174151143,
        [0.047425873, -0.622459331, -0.5, 0.731058579, -0.017986210, 0.880797078]);

    // weight=...
    [Fact]
    public void Binary_cross_entropy_with_row_weights() => AssertLoss(
        new BinaryCrossEntropy(), _logOdds, _answers, _rowWeights,
        8.412074937,
        [0.094851746, -0.311229666, -0.5, 2.193175736, -0.004496552, 1.321195617]);

    // Of the targets 0.9 target + 0.05.
    [Fact]
    public void Binary_cross_entropy_with_label_smoothing() => AssertLoss(
        new BinaryCrossEntropy(labelSmoothing: 0.1f), _logOdds, _answers, [],
        5.349151143,
        [-0.002574127, -0.572459331, -0.45, 0.681058579, 0.032013790, 0.830797078]);

    [Theory]
    [InlineData(0)]
    [InlineData(0.2f)]
    public void Binary_cross_entropy_is_that_of_a_softmax_of_two_outputs_one_of_them_zero(float labelSmoothing)
    {
        float[] logOdds = [.. _logOdds, 0, 0], pairs = [.. _logOdds.SelectMany(z => new[] { 0, z }), 0, 0, 0, 0];

        var binary = new BinaryCrossEntropy(labelSmoothing).Differentiate(logOdds, _answers, _rowWeights, scale: 1);
        var multiclass = new SoftmaxCrossEntropy(classes: 2, labelSmoothing).Differentiate(pairs, _answers, _rowWeights, scale: 1);

        Assert.Equal(multiclass, binary, 1e-5);
        for (var row = 0; row < _answers.Length; row++)
            Assert.Equal(pairs[(2 * row) + 1], logOdds[row], 1e-6);
    }

    [Fact]
    public void Binary_cross_entropy_of_log_odds_far_from_zero_neither_overflows_nor_loses_the_loss() => AssertLoss(
        // log(1 + exp(z)) is z for a large z, and nothing for a large negative one.
        new BinaryCrossEntropy(), [1e4f, -1e4f, -1e4f, 1e4f], [0, 1, 0, 1], [],
        20000,
        [1, -1, 0, 0]);

    [Fact]
    public void Binary_cross_entropy_keeps_the_digits_of_a_small_loss()
    {
        // log(1 + exp(-20)) = 2.0611536e-9, of which log(1 + e) computed as it stands leaves none.
        float[] outputs = [-20, 20];

        Assert.Equal(2 * 2.0611536e-9, new BinaryCrossEntropy().Differentiate(outputs, [0, 1], [], scale: 1), 1e-14);
    }

    // torch.nn.functional.mse_loss.
    [Fact]
    public void Squared_error() => AssertLoss(
        new SquaredError(), _predictions, _values, [],
        31.54, [-7, -2, 0, 3, 0.4, 8]);

    [Fact]
    public void Squared_error_with_row_weights() => AssertLoss(
        new SquaredError(), _predictions, _values, _rowWeights,
        55.76, [-14, -1, 0, 9, 0.1, 12]);

    // torch.nn.functional.l1_loss.
    [Fact]
    public void Absolute_error() => AssertLoss(
        new AbsoluteError(), _predictions, _values, [],
        10.2, [-1, -1, 0, 1, 1, 1]);

    [Fact]
    public void Absolute_error_with_row_weights() => AssertLoss(
        new AbsoluteError(), _predictions, _values, _rowWeights,
        18.05, [-2, -0.5, 0, 3, 0.25, 1.5]);

    // torch.nn.functional.huber_loss.
    [Fact]
    public void Huber_loss_with_delta_1() => AssertLoss(
        new HuberLoss(delta: 1), _predictions, _values, [],
        8.02, [-1, -1, 0, 1, 0.2, 1]);

    [Fact]
    public void Huber_loss_with_delta_a_half() => AssertLoss(
        new HuberLoss(delta: 0.5f), _predictions, _values, [],
        4.52, [-0.5, -0.5, 0, 0.5, 0.2, 0.5]);

    [Fact]
    public void Huber_loss_with_delta_2_5_and_row_weights() => AssertLoss(
        new HuberLoss(delta: 2.5f), _predictions, _values, _rowWeights,
        25.1925, [-5, -0.5, 0, 4.5, 0.05, 3.75]);

    // PyTorch has none; the sums are those of scikit-learn 1.2.1's mean_pinball_loss times what it divides by, the derivatives
    // -alpha below the target and 1 - alpha above.
    [Fact]
    public void Quantile_loss_of_nine_tenths() => AssertLoss(
        new QuantileLoss(quantile: 0.9f), _predictions, _values, [],
        4.62, [-0.9, -0.9, 0, 0.1, 0.1, 0.1]);

    [Fact]
    public void Quantile_loss_of_nine_tenths_with_row_weights() => AssertLoss(
        new QuantileLoss(quantile: 0.9f), _predictions, _values, _rowWeights,
        7.805, [-1.8, -0.45, 0, 0.3, 0.025, 0.15]);

    [Fact]
    public void Quantile_loss_of_a_tenth() => AssertLoss(
        new QuantileLoss(quantile: 0.1f), _predictions, _values, [],
        5.58, [-0.1, -0.1, 0, 0.9, 0.9, 0.9]);

    [Theory]
    [InlineData(0.1f, 2)]
    [InlineData(0.5f, 10)]
    [InlineData(0.9f, 18)]
    public void Quantile_loss_is_least_at_the_quantile(float quantile, int expected)
    {
        // Of the numbers from 0 to 20, two lie below 2, ten below 10 and eighteen below 18.
        float[] numbers = [.. Enumerable.Range(0, 21)];

        var best = Enumerable.Range(0, 21).MinBy(guess =>
        {
            var outputs = new float[32];
            outputs.AsSpan(0, 21).Fill(guess);
            return new QuantileLoss(quantile).Differentiate(outputs, numbers, [], scale: 1);
        });

        Assert.Equal(expected, best);
    }

    private static void AssertLoss(
        ILoss loss, float[] outputs, float[] targets, float[] weights, double sum, double[] derivatives)
    {
        // In whole vectors, as the plan's buffers are; and the scale is for the derivatives alone.
        const float Scale = 0.25f;
        var actual = new float[16];
        outputs.CopyTo(actual, 0);

        Assert.Equal(sum, loss.Differentiate(actual, targets, weights, Scale), 1e-6 * Math.Max(1, sum));
        for (var i = 0; i < derivatives.Length; i++)
            Assert.Equal(derivatives[i] * Scale, actual[i], 1e-6 * Math.Max(0.1, Math.Abs(derivatives[i])));
    }
}
