using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Optimization;

namespace MlNetDl.Trainers.Training;

/// <summary>Makes the parts of a training run that the settings choose.</summary>
internal static class TrainingParts
{
    public static UpdateRule CreateRule(TrainingSettings settings, ParameterLayout layout)
    {
        var decay = new UpdateRule.Decay(settings.WeightDecay, settings.WeightDecayForm);
        return settings.Optimizer switch
        {
            Optimizer.Sgd => new Sgd(decay, layout.WeightLength, layout.Length, settings.Momentum, settings.Nesterov),
            Optimizer.Adam or Optimizer.AdamW =>
                new Adam(decay, layout.WeightLength, layout.Length, settings.Beta1, settings.Beta2, settings.Epsilon),
            Optimizer.RMSProp => new RmsProp(decay, layout.WeightLength, layout.Length, settings.Beta2, settings.Epsilon),
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Optimizer, "Unknown optimizer."),
        };
    }

    public static RateSchedule CreateSchedule(TrainingSettings settings, long stepsPerEpoch)
    {
        var warmUp = (long)Math.Round(settings.WarmUpEpochs * stepsPerEpoch);
        var steps = Math.Max(1, (settings.NumberOfEpochs * stepsPerEpoch) - warmUp);
        var rate = settings.LearningRate;
        RateSchedule schedule = settings.LearningRateSchedule switch
        {
            LearningRateSchedule.Constant => new ConstantRate(rate),
            LearningRateSchedule.Step =>
                new StepRate(rate, settings.LearningRateDecay, settings.LearningRateStepEpochs * stepsPerEpoch),
            LearningRateSchedule.Cosine => new CosineRate(rate, steps),
            LearningRateSchedule.OneCycle => new OneCycleRate(rate, steps),
            LearningRateSchedule.ReduceOnPlateau => new PlateauRate(rate, settings.LearningRateDecay, settings.PlateauPatience),
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.LearningRateSchedule, "Unknown schedule."),
        };
        return warmUp > 0 ? new WarmedUpRate(schedule, warmUp) : schedule;
    }
}
