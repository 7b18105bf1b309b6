namespace MlNetDl.Trainers.Optimization;

/// <summary>
/// The one-cycle policy (Smith and Topin 2018, "Super-Convergence") with PyTorch's figures: from a 25th of the rate to all of it
/// in three tenths of the steps, then to a 10,000th of where it began, both along half a cosine.
/// </summary>
internal sealed class OneCycleRate(float rate, long steps) : RateSchedule
{
    private const double RisingShare = 0.3;
    private const double FirstDivisor = 25;
    private const double LastDivisor = 1e4;

    public override float At(long step)
    {
        var top = (RisingShare * steps) - 1;
        var first = rate / FirstDivisor;
        return (float)(step <= top
            ? Along(first, rate, top > 0 ? step / top : 1)
            : Along(rate, first / LastDivisor, Math.Min(1, (step - top) / Math.Max(1, steps - 1 - top))));
    }

    private static double Along(double from, double to, double share) => to + ((from - to) * (1 + Math.Cos(Math.PI * share)) / 2);
}
