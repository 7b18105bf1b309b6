namespace MlNetDl.Publicizer;

/// <summary>The list of ML.NET's internals that MlNetDl uses, read from the compiled assemblies.</summary>
/// <remarks>Constants leave no trace in the code that uses them, and are not listed.</remarks>
public static class UsedInternals
{
    private const string Header = """
        # ML.NET's internals that MlNetDl uses: types and members it refers to, and members it overrides.
        # Generated; the test that compares it says how. No release of ML.NET promises to keep them.

        """;

    /// <summary>The text of the list, for assemblies that lie in one folder with those of ML.NET.</summary>
    public static string List(string folder)
    {
        using var assemblies = new AssemblyFolder(folder);
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in (string[])["MlNetDl.Transforms", "MlNetDl.Trainers", "MlNetDl.ModelSelection", "MlNetDl.Reports"])
        {
            var assembly = assemblies.Open(name);
            lines.UnionWith(ReferredInternals.Find(assembly));
            lines.UnionWith(OverriddenInternals.Find(assembly));
        }

        return string.Concat(lines.Prepend(Header.ReplaceLineEndings("\n")).Select(line => line + "\n"));
    }
}
