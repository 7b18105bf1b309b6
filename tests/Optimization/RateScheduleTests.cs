using MlNetDl.Trainers.Optimization;
using Xunit;

namespace MlNetDl.Tests.Optimization;

/// <summary>The rates of PyTorch 1.13's schedulers of the same names, from a rate of 0.1, unless a comment says otherwise.</summary>
public class RateScheduleTests
{
    /// <summary>A loss an epoch; those near 0.9 improve on it by less than a ten-thousandth, then by a little more.</summary>
    private static readonly double[] _losses =
        [1, 0.9, 0.90001, 0.89995, 0.9, 0.9, 0.89992, 0.8, 0.81, 0.82, 0.83, 0.84, 0.85, 0.86, 0.7, 0.71];

    [Fact]
    public void Constant() => AssertRates(new ConstantRate(0.1f), [0.1, 0.1, 0.1]);

    // StepLR(step_size=3, gamma=0.5).
    [Fact]
    public void Step() =>
        AssertRates(new StepRate(0.1f, factor: 0.5f, stepsBetween: 3), [0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025, 0.025, 0.0125]);

    // CosineAnnealingLR(T_max=10).
    [Fact]
    public void Cosine() => AssertRates(
        new CosineRate(0.1f, steps: 10),
        [
            0.1, 0.0975528258, 0.0904508497, 0.0793892626, 0.0654508497, 0.05, 0.0345491503, 0.0206107374, 0.00954915028,
            0.00244717419,
        ]);

    // OneCycleLR(max_lr=0.1, pct_start=0.3, anneal_strategy="cos", div_factor=25, final_div_factor=1e4, cycle_momentum=False).
    [Fact]
    public void One_cycle_of_ten_steps() => AssertRates(
        new OneCycleRate(0.1f, steps: 10),
        [0.004, 0.052, 0.1, 0.0950484632, 0.0811745654, 0.0611262022, 0.0388741978, 0.0188258346, 0.0049519368, 4e-07]);

    [Fact]
    public void One_cycle_of_twenty_steps() => AssertRates(
        new OneCycleRate(0.1f, steps: 20),
        [
            0.004, 0.0131671843, 0.0371671843, 0.0668328157, 0.0908328157, 0.1, 0.0987464006, 0.0950484632, 0.0890916178,
            0.0811745654, 0.0716943002, 0.0611262022, 0.0500002, 0.0388741978, 0.0283060998, 0.0188258346, 0.0109087822,
            0.0049519368, 0.00125399938, 4e-07,
        ]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void One_cycle_of_hardly_any_steps_keeps_to_its_range(int steps)
    {
        var schedule = new OneCycleRate(0.1f, steps);
        Assert.All(Enumerable.Range(0, steps), step => Assert.InRange(schedule.At(step), 4e-7f * 0.999f, 0.1f));
    }

    // LinearLR(start_factor=0.2, total_iters=4), then what it was before.
    [Fact]
    public void Warm_up_over_five_steps() =>
        AssertRates(new WarmedUpRate(new ConstantRate(0.1f), warmUpSteps: 5), [0.02, 0.04, 0.06, 0.08, 0.1, 0.1, 0.1]);

    // CosineAnnealingLR(T_max=8) after LinearLR(start_factor=0.25, total_iters=3) at the milestone 4 of a SequentialLR.
    [Fact]
    public void Cosine_after_a_warm_up() => AssertRates(
        new WarmedUpRate(new CosineRate(0.1f, steps: 8), warmUpSteps: 4),
        [
            0.025, 0.05, 0.075, 0.1, 0.1, 0.0961939766, 0.0853553391, 0.0691341716, 0.05, 0.0308658284, 0.0146446609,
            0.00380602337,
        ]);

    [Theory]
    [MemberData(nameof(Plateaus))]
    public void Reduce_on_plateau(int patience, double[] rates)
    {
        var schedule = new PlateauRate(0.1f, factor: 0.1f, patience);
        for (var epoch = 0; epoch < _losses.Length; epoch++)
        {
            Assert.Equal(rates[epoch], schedule.At(step: 10 * epoch), 1e-6 * rates[epoch]);
            schedule.EpochEnded(_losses[epoch]);
        }
    }

    /// <summary>ReduceLROnPlateau(factor=0.1, patience=..., eps=0), the rate of each epoch.</summary>
    public static TheoryData<int, double[]> Plateaus() => new()
    {
        { 0, [0.1, 0.1, 0.1, 0.01, 0.001, 1e-4, 1e-5, 1e-6, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-12] },
        { 1, [0.1, 0.1, 0.1, 0.1, 0.01, 0.01, 0.001, 0.001, 0.001, 0.001, 1e-4, 1e-4, 1e-5, 1e-5, 1e-6, 1e-6] },
        { 3, [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.001, 0.001, 0.001, 0.001] },
    };

    [Fact]
    public void A_plateau_is_recognized_through_a_warm_up_and_from_a_kept_state()
    {
        var schedule = new WarmedUpRate(new PlateauRate(0.1f, factor: 0.1f, patience: 1), warmUpSteps: 2);
        foreach (var loss in _losses[..5])
            schedule.EpochEnded(loss);

        var resumed = new WarmedUpRate(new PlateauRate(0.1f, factor: 0.1f, patience: 1), warmUpSteps: 2) { State = schedule.State };

        foreach (var loss in _losses[5..])
        {
            Assert.Equal(schedule.At(100), resumed.At(100));
            schedule.EpochEnded(loss);
            resumed.EpochEnded(loss);
        }

        Assert.Equal(1e-6, resumed.At(100), 1e-12);
    }

    private static void AssertRates(RateSchedule schedule, double[] rates)
    {
        for (var step = 0; step < rates.Length; step++)
            Assert.Equal(rates[step], schedule.At(step), 1e-6 * rates[step]);
    }
}
