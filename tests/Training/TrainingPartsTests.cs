using MlNetDl.Tests.Optimization;
using MlNetDl.Trainers;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Optimization;
using MlNetDl.Trainers.Training;
using Xunit;

namespace MlNetDl.Tests.Training;

/// <summary>
/// That each setting reaches its part. The numbers are those of <see cref="UpdateRuleTests"/> and <see cref="RateScheduleTests"/>.
/// </summary>
public class TrainingPartsTests
{
    private static readonly TrainingSettings _settings = new() { LearningRate = 0.1f, BatchSize = 1, NumberOfEpochs = 5, Seed = 0 };

    [Fact]
    public void Sgd_gets_momentum_Nesterovs_form_and_decay() => FiveSteps.AssertAre(
        Rule(_settings with
        {
            Optimizer = Optimizer.Sgd,
            Momentum = 0.9f,
            Nesterov = true,
            WeightDecay = 0.5f,
            WeightDecayForm = WeightDecayForm.Coupled,
        }), 0.1f,
        [0.525000000, 0.136300000, -0.090804625, -0.170119418, -0.159561079],
        [-1.715000000, -1.317525000, -0.853141250, -0.376916348, 0.058592594]);

    [Theory]
    [InlineData(Optimizer.Adam)]
    [InlineData(Optimizer.AdamW)]
    public void Adam_gets_betas_epsilon_and_decay(Optimizer optimizer) => FiveSteps.AssertAre(
        Rule(_settings with
        {
            Optimizer = optimizer,
            Beta1 = 0.8f,
            Beta2 = 0.99f,
            Epsilon = 0.01f,
            WeightDecay = 0.5f,
            WeightDecayForm = WeightDecayForm.Decoupled,
        }), 0.1f,
        [0.850497512, 0.710288962, 0.580511958, 0.462565862, 0.358012158],
        [-1.900662252, -1.801420412, -1.702361145, -1.603594761, -1.505260011]);

    [Fact]
    public void RmsProp_gets_its_alpha_from_beta_2_and_epsilon_and_decay() => FiveSteps.AssertAre(
        Rule(_settings with
        {
            Optimizer = Optimizer.RMSProp,
            Beta2 = 0.9f,
            Epsilon = 0.01f,
            WeightDecay = 0.5f,
            WeightDecayForm = WeightDecayForm.Coupled,
        }), 0.1f,
        [0.687722270, 0.515713787, 0.400546847, 0.318307656, 0.257735671],
        [-1.690301257, -1.476413549, -1.305455134, -1.160563213, -1.033994308]);

    [Fact]
    public void Step_counts_in_epochs() => AssertRates(
        _settings with { LearningRateSchedule = LearningRateSchedule.Step, LearningRateDecay = 0.5f, LearningRateStepEpochs = 2 },
        stepsPerEpoch: 2,
        [0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05, 0.025, 0.025]);

    [Fact]
    public void One_cycle_takes_all_steps() => AssertRates(
        _settings with { LearningRateSchedule = LearningRateSchedule.OneCycle }, stepsPerEpoch: 2,
        [0.004, 0.052, 0.1, 0.0950484632, 0.0811745654, 0.0611262022, 0.0388741978, 0.0188258346, 0.0049519368, 4e-07]);

    [Fact]
    public void Cosine_takes_the_steps_that_warm_up_leaves() => AssertRates(
        // Twelve steps, four of them to warm up.
        _settings with { LearningRateSchedule = LearningRateSchedule.Cosine, NumberOfEpochs = 3, WarmUpEpochs = 1 }, stepsPerEpoch: 4,
        [
            0.025, 0.05, 0.075, 0.1, 0.1, 0.0961939766, 0.0853553391, 0.0691341716, 0.05, 0.0308658284, 0.0146446609,
            0.00380602337,
        ]);

    [Fact]
    public void Reduce_on_plateau_gets_patience_and_factor()
    {
        var schedule = TrainingParts.CreateSchedule(
            _settings with
            {
                LearningRateSchedule = LearningRateSchedule.ReduceOnPlateau,
                LearningRateDecay = 0.5f,
                PlateauPatience = 1,
            },
            stepsPerEpoch: 2);

        // PyTorch 1.13's ReduceLROnPlateau(factor=0.5, patience=1): the second loss that does not improve is one too many.
        List<double> rates = [];
        foreach (var loss in new[] { 1, 0.9, 0.90001, 0.89995, 0.9, 0.9 })
        {
            rates.Add(schedule.At(step: 7));
            schedule.EpochEnded(loss);
        }

        Assert.Equal([0.1, 0.1, 0.1, 0.1, 0.05, 0.05], rates.Select(rate => Math.Round(rate, 6)));
    }

    private static UpdateRule Rule(TrainingSettings settings) =>
        TrainingParts.CreateRule(settings, new ParameterLayout(NetworkArchitecture.Linear(inputs: 1, outputs: 1)));

    private static void AssertRates(TrainingSettings settings, long stepsPerEpoch, double[] rates)
    {
        var schedule = TrainingParts.CreateSchedule(settings, stepsPerEpoch);
        for (var step = 0; step < rates.Length; step++)
            Assert.Equal(rates[step], schedule.At(step), 1e-6 * rates[step]);
    }
}
