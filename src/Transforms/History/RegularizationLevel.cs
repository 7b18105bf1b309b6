namespace MlNetDl.Trainers;

/// <summary>One of the strengths of regularization that were tried, and how well the networks did on the rows they had not seen.</summary>
/// <param name="WeightDecay">The weight decay.</param>
/// <param name="Dropout">The dropout of the hidden layers; of the one that drops most, where they differ.</param>
/// <param name="OutOfFoldLoss">
/// The mean loss of a row, each scored by the network that had not seen it, after the level's best epoch; infinite where training
/// diverged, and such a level is not chosen.
/// </param>
/// <param name="Epoch">The level's best epoch; where training diverged, the epoch in which it did.</param>
/// <param name="IsChosen">Whether the model is of this level.</param>
public sealed record RegularizationLevel(float WeightDecay, float Dropout, double OutOfFoldLoss, int Epoch, bool IsChosen);
