using MlNetDl.Samples.Course;
using MlNetDl.Tests.MlNet;

namespace MlNetDl.Tests.Course;

/// <summary>The course's pages, as they are in the repository.</summary>
internal static class CourseDocs
{
    private const string Folder = "docs/course";

    /// <summary>The index.</summary>
    public static string Index { get; } = File.ReadAllText(PathTo("README.md")).ReplaceLineEndings("\n");

    /// <summary>The topics that have a page.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.GetFiles(Repository.PathTo(Folder), "*.md").Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Where(name => name != "README").Order(StringComparer.Ordinal),
    ];

    public static CoursePage Page(string topic) => CoursePage.Read(PathTo($"{topic}.md"));

    public static string PathTo(string file) => Repository.PathTo(Path.Combine(Folder, file));
}
