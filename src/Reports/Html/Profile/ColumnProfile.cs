namespace MlNetDl.Reports.Html.Profile;

/// <summary>What the values of a column are like.</summary>
internal sealed record ColumnProfile
{
    public required string Name { get; init; }

    public required string Type { get; init; }

    /// <summary>The number of values: a row each, or several where the column is a vector.</summary>
    public required long Values { get; init; }

    /// <summary>Null, where the type is not one that is looked into.</summary>
    public long? Missing { get; init; }

    /// <summary>The number of different values, missing ones not counted; null, where they were not told apart.</summary>
    public long? Distinct { get; init; }

    /// <summary>The least value; null, where values have no order or there are none. So are the others.</summary>
    public string? Minimum { get; init; }

    public string? Median { get; init; }

    public string? Maximum { get; init; }

    /// <summary>Values with their numbers, the most frequent one first; none, where no value is more frequent than the others.</summary>
    public IReadOnlyList<(string Value, long Count)> MostFrequent { get; init; } = [];

    /// <summary>How many values there are in each of as many equal parts of the range; none, where values are no numbers.</summary>
    public IReadOnlyList<long> Histogram { get; init; } = [];
}
