namespace MlNetDl.ModelSelection;

/// <summary>A trial to be run: plain data.</summary>
/// <param name="Study">The name of the study.</param>
/// <param name="Trial">The trial's number, from 0.</param>
/// <param name="Options">Its options.</param>
/// <param name="Budget">What it may use; null for all.</param>
/// <param name="WantsOutOfFoldScores">Whether the scores of the rows that were left out are wanted too.</param>
public sealed record TrialRequest(string Study, int Trial, OptionValues Options, TrialBudget? Budget, bool WantsOutOfFoldScores);
