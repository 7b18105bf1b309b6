namespace MlNetDl.Trainers.Optimization;

/// <summary>The learning rate of each step, one derived class a schedule.</summary>
internal abstract class RateSchedule
{
    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">The step, from 0.</param>
    public abstract float At(long step);

    /// <summary>Tells how the epoch went that has just ended.</summary>
    /// <param name="loss">The loss of the validation rows where there are any, else of the training rows.</param>
    public virtual void EpochEnded(double loss)
    {
    }

    /// <summary>What <see cref="EpochEnded"/> has changed so far, as numbers that can be kept and set again.</summary>
    public virtual double[] State { get => []; set => _ = value; }
}
