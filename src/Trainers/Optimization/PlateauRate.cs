namespace MlNetDl.Trainers.Optimization;

/// <summary>
/// A rate that is multiplied by a factor when the loss has not improved, by a ten-thousandth of the best so far, for more than so
/// many epochs; then the counting begins anew. (PyTorch's ReduceLROnPlateau.)
/// </summary>
internal sealed class PlateauRate(float rate, float factor, int patience) : RateSchedule
{
    private const double LeastImprovement = 1e-4;

    private double _best = double.PositiveInfinity;
    private double _share = 1;
    private int _epochsWithout;

    public override double[] State
    {
        get => [_best, _share, _epochsWithout];
        set => (_best, _share, _epochsWithout) = (value[0], value[1], (int)value[2]);
    }

    public override float At(long step) => (float)(rate * _share);

    public override void EpochEnded(double loss)
    {
        if (loss < _best * (1 - LeastImprovement))
        {
            (_best, _epochsWithout) = (loss, 0);
        }
        else if (++_epochsWithout > patience)
        {
            _share *= factor;
            _epochsWithout = 0;
        }
    }
}
