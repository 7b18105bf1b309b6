namespace MlNetDl.Transforms.Inspection;

/// <summary>Gives names that differ from each other.</summary>
internal static class SlotNames
{
    public const string Missing = "nan";

    public const string Infrequent = "infrequent";

    /// <summary>
    /// Gives a name that several want to the one of the lowest rank, among equals to the first; the others are numbered, past all names
    /// that are wanted: none is taken from one yet to come.
    /// </summary>
    /// <param name="wanted">The names in their order, each with the rank of who wants it.</param>
    /// <returns>The names given, in the same order.</returns>
    public static string[] For(IReadOnlyList<(string Name, int Rank)> wanted)
    {
        var taken = wanted.Select(want => want.Name).ToHashSet();
        var given = new Dictionary<string, int>(wanted.Count);
        var names = new string[wanted.Count];
        foreach (var i in Enumerable.Range(0, wanted.Count).OrderBy(i => wanted[i].Rank))
        {
            names[i] = wanted[i].Name;
            if (given.TryAdd(wanted[i].Name, 1))
                continue;

            do
                names[i] = FormattableString.Invariant($"{wanted[i].Name}_{++given[wanted[i].Name]}");
            while (!taken.Add(names[i]));
        }

        return names;
    }
}
