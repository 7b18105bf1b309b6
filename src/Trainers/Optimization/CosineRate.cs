namespace MlNetDl.Trainers.Optimization;

/// <summary>
/// Half a cosine from the full rate at the first step to almost zero at the last (Loshchilov and Hutter 2017, "SGDR", eq. 5,
/// without restarts).
/// </summary>
internal sealed class CosineRate(float rate, long steps) : RateSchedule
{
    public override float At(long step) => (float)(rate * (1 + Math.Cos(Math.PI * step / steps)) / 2);
}
