namespace MlNetDl.Trainers.Network;

/// <summary>One fully connected layer of a network in training.</summary>
/// <param name="Inputs">The number of inputs.</param>
/// <param name="Units">The number of outputs.</param>
/// <param name="Activation">The function applied to each unit.</param>
/// <param name="Dropout">The probability that a unit is dropped in a training step.</param>
/// <param name="IsNormalized">Whether the units' sums are normalized over the batch before the activation.</param>
internal sealed record LayerSpec(int Inputs, int Units, Activation Activation, float Dropout = 0, bool IsNormalized = false);
