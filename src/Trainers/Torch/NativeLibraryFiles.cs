namespace MlNetDl.Trainers;

/// <summary>Finds native libraries where the .NET host would look for them.</summary>
internal static class NativeLibraryFiles
{
    /// <summary>The folders, in the host's order: where the application is, then what its deps.json lists.</summary>
    public static IReadOnlyList<string> SearchFolders()
    {
        // A portable build keeps its natives under runtimes/<rid>/native; a single file may unpack them elsewhere.
        string listed = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        string[] folders = listed.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. folders.Prepend(AppContext.BaseDirectory).Distinct()];
    }

    /// <summary>The full path of the first file of the name, or null.</summary>
    public static string? Find(IEnumerable<string> folders, string fileName) =>
        folders.Select(folder => Path.Combine(folder, fileName)).FirstOrDefault(File.Exists);
}
