namespace MlNetDl.ModelSelection;

/// <summary>What a look at the test set gave.</summary>
public sealed record TestEvaluation
{
    /// <summary>The name of the study.</summary>
    public required string Study { get; init; }

    /// <summary>The number of the trial that was measured.</summary>
    public required int Trial { get; init; }

    /// <summary>Its options.</summary>
    public required OptionValues Options { get; init; }

    /// <summary>The epochs that the model was given by <see cref="Trial.Epochs"/>; null if the search was not by epochs.</summary>
    public int? Epochs { get; init; }

    /// <summary>The metrics, by name.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>The number of rows of the test set.</summary>
    public required long Rows { get; init; }

    /// <summary>When the test set was looked at.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether this is what was found earlier, told again.</summary>
    public bool IsRepeated { get; init; }
}
