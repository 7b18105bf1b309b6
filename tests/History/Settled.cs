using MlNetDl.Trainers;

namespace MlNetDl.Tests.History;

/// <summary>Options of a run that never was, no two of a kind alike.</summary>
internal static class Settled
{
    public static ResolvedOptions Options(int numberOfEpochs) => new()
    {
        HiddenLayers = [64, 32],
        Activation = Activation.Tanh,
        Members = 4,
        NumericEncoding = NumericEncoding.PiecewiseLinear,
        AutoRegularization = AutoRegularization.On,
        WeightDecay = 0.003f,
        WeightDecayForm = WeightDecayForm.Coupled,
        Dropout = [0.1f, 0.2f],
        Optimizer = Optimizer.Adam,
        LearningRate = 0.001f,
        LearningRateSchedule = LearningRateSchedule.Cosine,
        BatchSize = 16,
        NumberOfEpochs = numberOfEpochs,
        Seed = -1,
        ValidationFraction = 0.25f,
    };
}
