namespace MlNetDl.ModelSelection.Search;

/// <summary>What a run is to do, with everything settled.</summary>
internal sealed record SearchPlan(
    string Study, ITrialSampler Sampler, IReadOnlyList<SearchRound> Rounds, string Metric, MetricDirection Direction,
    bool WantsOutOfFoldScores);
