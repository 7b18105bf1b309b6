using Microsoft.ML;

namespace MlNetDl.Trainers.Tasks;

/// <summary>What all trainers of networks ask of a pipeline.</summary>
internal static class NetworkTrainerInfo
{
    public static TrainerInfo Value { get; } =
        new(normalization: false, calibration: false, caching: false, supportValid: true, supportIncrementalTrain: false);
}
