using MlNetDl.Tests.MlNet;

namespace MlNetDl.Tests.Support;

/// <summary>The repository's other programs, as the build of the tests built them.</summary>
internal static class BuiltProgram
{
    // bin/CONFIGURATION/FRAMEWORK/RUNTIME, the same below each project.
    private static readonly string _outputFolder = Path.GetRelativePath(Repository.PathTo("tests"), AppContext.BaseDirectory);

    public static string Configuration { get; } = _outputFolder.Split(Path.DirectorySeparatorChar)[1];

    public static string PathTo(string projectFolder, string assembly)
        => Path.Combine(Repository.PathTo(projectFolder), _outputFolder, $"{assembly}.dll");
}
