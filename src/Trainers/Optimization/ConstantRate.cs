namespace MlNetDl.Trainers.Optimization;

/// <summary>The same rate for all steps.</summary>
internal sealed class ConstantRate(float rate) : RateSchedule
{
    public override float At(long step) => rate;
}
