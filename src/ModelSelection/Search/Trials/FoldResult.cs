namespace MlNetDl.ModelSelection.Search;

/// <summary>What one fold of a trial gave.</summary>
internal sealed record FoldResult(IReadOnlyDictionary<string, double> Metrics, FoldScores? Scores);
