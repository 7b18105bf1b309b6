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
    public IReadOnlyList<(string Value, long Count)> MostFrequent(int most, Func<T, string> text) =>
        MostFrequent(_counts, Present, most, text);

    /// <summary>The same of values that were counted elsewhere.</summary>
    /// <param name="counts">The different values with their numbers.</param>
    /// <param name="present">The number of all values.</param>
    /// <param name="most">How many there are at most.</param>
    /// <param name="text">A value as text.</param>
    public static IReadOnlyList<(string Value, long Count)> MostFrequent(
        IReadOnlyCollection<KeyValuePair<T, int>> counts, long present, int most, Func<T, string> text)
    {
        if (counts.Count > most && counts.Count == present)
            return [];

        // Texts are made of those alone that may be listed.
        var least = counts.Count <= most ? 0 : counts.Select(pair => pair.Value).OrderDescending().ElementAt(most - 1);
        return [.. counts.Where(pair => pair.Value >= least)
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
