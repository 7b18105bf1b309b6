namespace MlNetDl.Trainers.Training;

/// <summary>How a network is trained, every value settled.</summary>
/// <param name="LearningRate">The learning rate at the first step.</param>
/// <param name="WeightDecay">The decoupled weight decay.</param>
/// <param name="BatchSize">Rows of a step.</param>
/// <param name="NumberOfEpochs">Passes over the data.</param>
/// <param name="Seed">Decides the first parameters, the order of the rows, and dropout.</param>
internal sealed record TrainingSettings(float LearningRate, float WeightDecay, int BatchSize, int NumberOfEpochs, int Seed);
