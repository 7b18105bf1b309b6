namespace MlNetDl.Trainers.Network;

/// <summary>(z - y)^2, which the mean minimizes.</summary>
internal sealed class SquaredError : SingleOutputLoss
{
    private protected override (float Loss, float Derivative) Row(float output, float target)
    {
        var residual = output - target;
        return (residual * residual, 2 * residual);
    }
}
