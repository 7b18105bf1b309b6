using MlNetDl.Tests.MlNet;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Samples;

[Collection(ProcessCollection.Name)]
public class QuickstartTests
{
    [Fact]
    public void The_README_shows_the_quickstart() => Assert.Equal(Readme.Quickstart, Readme.Programs[0]);

    [Fact]
    public void The_quickstart_runs_and_saves_a_model()
    {
        using var folder = new TempFolder();
        PenguinsCsv.CopyTo(folder);

        var output = DotnetCli.Run(
            ["run", "--configuration", BuiltProgram.Configuration, "--file", Repository.PathTo("quickstart.cs")], folder.FullPath)
            .Succeeded().Output;

        Assert.Matches(@"(?m)^macro-accuracy (0\.9[789]\d|1\.000)\r?$", output);
        Assert.True(File.Exists(folder.File("penguins.zip")));
    }
}
