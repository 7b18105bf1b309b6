namespace MlNetDl.Transforms.Models;

/// <summary>The piecewise-linear columns of a feature slot: column t is clip((x - e_t) / (e_t+1 - e_t), 0, 1) - mean_t.</summary>
/// <param name="Edges">The edges e, ascending, one more than there are pieces.</param>
/// <param name="Means">What is subtracted of each column, its mean over the training rows.</param>
/// <param name="FirstColumn">The place of the first piece among all encoded columns.</param>
internal sealed record SlotPieces(float[] Edges, float[] Means, int FirstColumn);
