using MlNetDl.Trainers.Network;
using static TorchSharp.torch;

namespace MlNetDl.Tests.Network;

/// <summary>A loss, and the same in TorchSharp.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Outputs">How many outputs the network must have.</param>
/// <param name="DrawTarget">Draws the target of a row.</param>
/// <param name="OfRows">The losses of the rows, by the outputs [rows, outputs] and the targets [rows].</param>
internal sealed record LossCase(ILoss Loss, int Outputs, Func<Random, float> DrawTarget, Func<Tensor, Tensor, Tensor> OfRows)
{
    public static LossCase CrossEntropy(int classes, float labelSmoothing = 0) => new(
        new SoftmaxCrossEntropy(classes, labelSmoothing), classes, random => random.Next(classes),
        (outputs, targets) => nn.functional.cross_entropy(
            outputs, targets.to(ScalarType.Int64), reduction: nn.Reduction.None, label_smoothing: labelSmoothing));

    public static LossCase BinaryCrossEntropy() => new(
        new BinaryCrossEntropy(), 1, random => random.Next(2),
        (outputs, targets) => nn.functional.binary_cross_entropy_with_logits(
            outputs.squeeze(1), targets, reduction: nn.Reduction.None));

    public static LossCase SquaredError() => Regression(
        new SquaredError(), (outputs, targets) => nn.functional.mse_loss(outputs, targets, nn.Reduction.None));

    public static LossCase AbsoluteError() => Regression(
        new AbsoluteError(), (outputs, targets) => nn.functional.l1_loss(outputs, targets, nn.Reduction.None));

    public static LossCase Huber(float delta) => Regression(
        new HuberLoss(delta), (outputs, targets) => nn.functional.huber_loss(outputs, targets, delta, nn.Reduction.None));

    // torch has none: tau (y - z) where that is positive, and (tau - 1) (y - z) where it is negative.
    public static LossCase Quantile(float quantile) => Regression(
        new QuantileLoss(quantile),
        (outputs, targets) => maximum((targets - outputs) * quantile, (targets - outputs) * (quantile - 1)));

    private static LossCase Regression(ILoss loss, Func<Tensor, Tensor, Tensor> ofRows) => new(
        loss, 1, random => (float)((random.NextDouble() * 6) - 3), (outputs, targets) => ofRows(outputs.squeeze(1), targets));
}
