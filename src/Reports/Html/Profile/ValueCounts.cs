namespace MlNetDl.Reports.Html.Profile;

/// <summary>How often each value is met.</summary>
internal sealed class ValueCounts<T> where T : notnull
{
    private readonly Dictionary<T, int> _counts = [];

    public long Missing { get; private set; }

    public int Distinct => _counts.Count;

    /// <summary>The number of values that are not missing.</summary>
    public long Present { get; private set; }

    public void AddMissing() => Missing++;

    public void Add(T value)
    {
        _counts[value] = _counts.GetValueOrDefault(value) + 1;
        Present++;
    }

    /// <summary>Values as texts with their numbers, the most frequent first, equally frequent ones in the order of their texts.</summary>
    public IReadOnlyList<(string Value, long Count)> MostFrequent(int most, Func<T, string> text)
    {
        if (Distinct > most && Distinct == Present)
            return [];

        // Texts are made of those alone that may be listed.
        var least = Distinct <= most ? 0 : _counts.Values.OrderDescending().ElementAt(most - 1);
        return [.. _counts.Where(pair => pair.Value >= least)
            .Select(pair => (Value: text(pair.Key), Count: (long)pair.Value))
            .OrderByDescending(pair => pair.Count).ThenBy(pair => pair.Value, StringComparer.Ordinal).Take(most)];
    }

    /// <summary>The different values in their order, with their numbers.</summary>
    public KeyValuePair<T, int>[] Sorted() => [.. _counts.OrderBy(pair => pair.Key)];

    /// <summary>The value at a place among all values in their order.</summary>
    public static T At(KeyValuePair<T, int>[] sorted, long place)
    {
        foreach (var (value, count) in sorted)
        {
            place -= count;
            if (place < 0)
                return value;
        }

        throw new ArgumentOutOfRangeException(nameof(place));
    }
}
