namespace MlNetDl.Trainers.Optimization;

/// <summary>
/// A schedule after a linear warm-up: step t of T comes with (t + 1) / T of the schedule's first rate (Goyal et al. 2017, "Accurate,
/// Large Minibatch SGD", section 2.2).
/// </summary>
internal sealed class WarmedUpRate(RateSchedule schedule, long warmUpSteps) : RateSchedule
{
    public override double[] State { get => schedule.State; set => schedule.State = value; }

    public override float At(long step) => step < warmUpSteps
        ? (float)((step + 1.0) / warmUpSteps * schedule.At(0))
        : schedule.At(step - warmUpSteps);

    public override void EpochEnded(double loss) => schedule.EpochEnded(loss);
}
