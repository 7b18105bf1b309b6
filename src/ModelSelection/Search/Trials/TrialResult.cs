using System.Text.Json.Serialization;
using MlNetDl.ModelSelection.Search;

namespace MlNetDl.ModelSelection;

/// <summary>What came of a trial: plain data.</summary>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record TrialResult
{
    /// <summary>The metrics, each the mean over the folds; none if the trial failed.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The metrics of each fold, in the order of the folds; none if the trial failed.</summary>
    [JsonConverter(typeof(PlainJsonConverter<IReadOnlyList<IReadOnlyDictionary<string, double>>>))]
    public IReadOnlyList<IReadOnlyDictionary<string, double>> FoldMetrics { get; init; } = [];

    /// <summary>The scores of the rows that each fold left out, in their order; null unless they were asked for.</summary>
    public IReadOnlyList<FoldScores>? OutOfFoldScores { get; init; }

    /// <summary>Why the trial failed, in a line; null if it did not.</summary>
    public string? Error { get; init; }

    /// <summary>The same with the stack.</summary>
    public string? ErrorDetails { get; init; }

    /// <summary>How long it took, in seconds.</summary>
    public double Seconds { get; init; }
}
