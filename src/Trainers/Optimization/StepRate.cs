namespace MlNetDl.Trainers.Optimization;

/// <summary>A rate that is multiplied by a factor after so many steps, each time.</summary>
internal sealed class StepRate(float rate, float factor, long stepsBetween) : RateSchedule
{
    public override float At(long step) => (float)(rate * Math.Pow(factor, step / stepsBetween));
}
