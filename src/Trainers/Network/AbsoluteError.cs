namespace MlNetDl.Trainers.Network;

/// <summary>|z - y|, which the median minimizes.</summary>
internal sealed class AbsoluteError : SingleOutputLoss
{
    private protected override (float Loss, float Derivative) Row(float output, float target) =>
        // Where there is no derivative it is taken as 0, as libtorch does.
        (MathF.Abs(output - target), output > target ? 1 : output < target ? -1 : 0);
}
