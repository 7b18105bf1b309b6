using System.Runtime.InteropServices;
using TorchSharp;

namespace MlNetDl.Trainers;

/// <summary>Finds native libraries where the .NET host would look for them.</summary>
internal static class NativeLibraryFiles
{
    /// <summary>The platform, as packages name it.</summary>
    /// <remarks>
    /// Not <see cref="RuntimeInformation.RuntimeIdentifier"/>: in the .NET that a distribution builds, that names the
    /// distribution, as in rhel.9-x64, for which no package has anything.
    /// </remarks>
    public static string Platform { get; } =
        (OperatingSystem.IsWindows() ? "win-" : OperatingSystem.IsMacOS() ? "osx-" : "linux-")
        + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    /// <summary>The folders, in the host's order: where the application is, then what its deps.json lists.</summary>
    public static IReadOnlyList<string> SearchFolders()
    {
        // A portable build keeps its natives under runtimes/<rid>/native; a single file may unpack them elsewhere.
        string listed = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        string[] folders = listed.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. folders.Prepend(AppContext.BaseDirectory).Concat(FoldersOfScripts()).Distinct()];
    }

    /// <summary>
    /// A script's host (F# Interactive, a notebook) uses packages where they are unpacked: TorchSharp in lib/FRAMEWORK, its
    /// natives beside lib. It lists no folders, but finds libraries by name.
    /// </summary>
    private static IEnumerable<string> FoldersOfScripts()
    {
        // A single file's assemblies have no location.
        if (Path.GetDirectoryName(typeof(torch).Assembly.Location) is { Length: > 0 } folder)
        {
            string natives = Path.GetFullPath(Path.Combine(folder, "..", "..", "runtimes", Platform, "native"));
            if (Directory.Exists(natives))
                yield return natives;
        }
    }

    /// <summary>The full path of the first file of the name, or null.</summary>
    public static string? Find(IEnumerable<string> folders, string fileName) =>
        folders.Select(folder => Path.Combine(folder, fileName)).FirstOrDefault(File.Exists);
}
