namespace MlNetDl.Trainers;

/// <summary>Something that went wrong in training, as <see cref="TrainingDoctor"/> found it.</summary>
/// <param name="Kind">What went wrong.</param>
/// <param name="Epoch">The epoch in which it began to show, from 1; for a loss that falls too slowly, the last.</param>
/// <param name="Message">What went wrong, in words, with the figures it shows in and the options to change.</param>
public sealed record TrainingFinding(TrainingFindingKind Kind, int Epoch, string Message);
