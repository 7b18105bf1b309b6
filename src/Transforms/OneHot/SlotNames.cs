namespace MlNetDl.Transforms.OneHot;

/// <summary>Names slots as pandas names the columns of dummies, <c>column_value</c> and <c>column_nan</c>, each once.</summary>
internal static class SlotNames
{
    private const string Missing = "nan";

    /// <param name="column">The name of the encoded column.</param>
    /// <param name="labels">What the slots stand for, without the missing one.</param>
    /// <returns>The names in the order of the slots, that of the missing slot last.</returns>
    public static ReadOnlyMemory<char>[] For(string column, IEnumerable<string> labels)
    {
        // A name that two slots want goes to the missing slot, so that it is always found by it, else to the first of them.
        // The other one is numbered, past all names that are wanted: it takes none from a slot yet to come.
        var wanted = labels.Select(label => $"{column}_{label}").ToArray();
        var missing = $"{column}_{Missing}";
        HashSet<string> given = [missing];
        var taken = wanted.ToHashSet();
        var names = new ReadOnlyMemory<char>[wanted.Length + 1];
        for (var i = 0; i < wanted.Length; i++)
        {
            var name = wanted[i];
            if (!given.Add(name))
            {
                name = Numbered(name, taken);
                given.Add(name);
            }

            names[i] = name.AsMemory();
        }

        names[^1] = missing.AsMemory();
        return names;
    }

    private static string Numbered(string name, HashSet<string> taken)
    {
        var number = 2;
        while (!taken.Add($"{name}_{number}"))
            number++;

        return $"{name}_{number}";
    }
}
