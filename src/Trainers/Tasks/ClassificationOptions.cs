namespace MlNetDl.Trainers.Tasks;

/// <summary>The options that only classification has.</summary>
/// <param name="LabelSmoothing">The smoothing of the labels.</param>
/// <param name="ClassWeights">The weights of the classes, or null.</param>
internal sealed record ClassificationOptions(float LabelSmoothing, ClassWeights? ClassWeights);
