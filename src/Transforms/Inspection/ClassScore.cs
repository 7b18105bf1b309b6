namespace MlNetDl.Transforms;

/// <summary>A class and the score a model gives it.</summary>
/// <param name="ClassName">The class, by its key's value or, without one, its number from 1.</param>
/// <param name="Score">Its score: its probability, where scores are probabilities.</param>
public sealed record ClassScore(string ClassName, float Score);
