using MlNetDl.Tests.MlNet;
using Xunit;

namespace MlNetDl.Tests.Support;

/// <summary>Data sets too large for the repository: where MLNETDL_DATA says, or in ../shared/data beside the checkout.</summary>
internal static class SharedData
{
    public const string Variable = "MLNETDL_DATA";

    /// <summary>The folder of a data set; where it is absent, the test is skipped.</summary>
    public static string Folder(string dataSet)
    {
        var root = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? named
            : Repository.PathTo(Path.Combine("..", "shared", "data"));
        var folder = Path.GetFullPath(Path.Combine(root, dataSet));
        Skip.IfNot(Directory.Exists(folder), $"{folder} is absent; {Variable} may name the folder that has {dataSet}.");
        return folder;
    }
}
