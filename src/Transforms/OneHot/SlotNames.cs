namespace MlNetDl.Transforms.OneHot;

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
        var given = new HashSet<string>(wanted.Count);
        var names = new string[wanted.Count];
        foreach (var i in Enumerable.Range(0, wanted.Count).OrderBy(i => wanted[i].Rank))
        {
            names[i] = given.Add(wanted[i].Name) ? wanted[i].Name : Numbered(wanted[i].Name, taken);
        }

        return names;
    }

    private static string Numbered(string name, HashSet<string> taken)
    {
        var number = 2;
        while (!taken.Add(FormattableString.Invariant($"{name}_{number}")))
            number++;

        return FormattableString.Invariant($"{name}_{number}");
    }
}
