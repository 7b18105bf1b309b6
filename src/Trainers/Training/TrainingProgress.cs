namespace MlNetDl.Trainers;

/// <summary>How far a training run is.</summary>
/// <param name="Epoch">The epoch that has just ended, from 1.</param>
/// <param name="NumberOfEpochs">The number of epochs of the run.</param>
/// <param name="Loss">The mean training loss of a row in this epoch, with dropout, without weight decay; cross-entropy in nats.</param>
public sealed record TrainingProgress(int Epoch, int NumberOfEpochs, double Loss);
