using MlNetDl.Tests.MlNet;
using MlNetDl.Tests.Support;

namespace MlNetDl.Tests.Samples;

/// <summary>The samples' data, where the quickstart looks for it.</summary>
internal static class PenguinsCsv
{
    private const string RelativePath = "samples/data/penguins.csv";

    public static string FullPath { get; } = Repository.PathTo(RelativePath);

    public static void CopyTo(TempFolder folder) => folder.Write(RelativePath, File.ReadAllText(FullPath));
}
