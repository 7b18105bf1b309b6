namespace MlNetDl.Tests.MlNet;

/// <summary>The checked-out repository the tests were built in.</summary>
internal static class Repository
{
    private static readonly string _root = FindRoot();

    public static string PathTo(string file) => Path.Combine(_root, file);

    public static string RelativePath(string path) => Path.GetRelativePath(_root, path).Replace('\\', '/').TrimEnd('/');

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent
                ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside the repository.");
        }

        return folder.FullName;
    }
}
