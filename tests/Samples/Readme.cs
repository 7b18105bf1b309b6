using MlNetDl.Tests.MlNet;

namespace MlNetDl.Tests.Samples;

/// <summary>The programs that the README and quickstart.cs show.</summary>
internal static class Readme
{
    public static string[] Programs { get; } = [.. File.ReadAllText(Repository.PathTo("README.md")).ReplaceLineEndings("\n")
        .Split("```csharp\n").Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)].Trim())];

    /// <summary>The program of quickstart.cs, without the directives that stand for a project file.</summary>
    public static string Quickstart { get; } = string.Join(
        '\n', File.ReadLines(Repository.PathTo("quickstart.cs")).Where(line => !line.StartsWith("#:", StringComparison.Ordinal))).Trim();
}
