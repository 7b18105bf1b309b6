using MlNetDl.Trainers.Training;

namespace MlNetDl.Trainers.Regularization;

/// <summary>What a search gives.</summary>
/// <param name="Result">The networks of all folds as the members of one, and the epochs of the level that was chosen.</param>
/// <param name="Chosen">That level.</param>
/// <param name="Levels">The levels that were tried.</param>
internal sealed record SearchResult(TrainingResult Result, SearchLevel Chosen, IReadOnlyList<RegularizationLevel> Levels);
