using MlNetDl.Transforms.Models;

namespace MlNetDl.Trainers.Training;

/// <summary>What a training run gives.</summary>
/// <param name="Members">The layers of each member of the network.</param>
/// <param name="Epochs">The epochs that were finished.</param>
/// <param name="ModelEpoch">The epoch after which the layers were taken.</param>
/// <param name="End">Why training ended.</param>
internal sealed record TrainingResult(
    IReadOnlyList<IReadOnlyList<DenseLayer>> Members, IReadOnlyList<TrainingEpoch> Epochs, int ModelEpoch, TrainingEnd End);
