using System.Xml.Linq;
using MlNetDl.Tests.MlNet;
using MlNetDl.Tests.Samples;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Packages;

[Collection(ProcessCollection.Name)]
public class PackagesTests(PackageFeed feed) : IClassFixture<PackageFeed>
{
    [Fact]
    public void The_package_that_predicts_depends_on_MlNet_alone()
        => Assert.Equal(["Microsoft.ML [5.0.1, 5.1.0)"], feed.Dependencies("MlNetDl.Transforms"));

    [Fact]
    public void The_package_that_learns_depends_on_TorchSharp_and_on_the_package_that_predicts()
        => Assert.Equal(
            [$"MlNetDl.Transforms {PackageFeed.Version}", $"TorchSharp {CentralVersion("TorchSharp")}"],
            feed.Dependencies("MlNetDl.Trainers").Order(StringComparer.Ordinal));

    [Fact]
    public void The_package_that_chooses_depends_on_the_package_that_predicts_and_needs_no_TorchSharp()
        => Assert.Equal(
            [
                $"MathNet.Numerics {CentralVersion("MathNet.Numerics")}", $"Microsoft.Data.Sqlite {CentralVersion("Microsoft.Data.Sqlite")}",
                $"MlNetDl.Transforms {PackageFeed.Version}",
            ],
            feed.Dependencies("MlNetDl.ModelSelection").Order(StringComparer.Ordinal));

    [Fact]
    public void The_package_that_draws_depends_on_ScottPlot_and_needs_no_TorchSharp()
        => Assert.Equal(
            [$"MlNetDl.ModelSelection {PackageFeed.Version}", $"ScottPlot {CentralVersion("ScottPlot")}"],
            feed.Dependencies("MlNetDl.Reports").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("MlNetDl.Transforms")]
    [InlineData("MlNetDl.Trainers")]
    [InlineData("MlNetDl.ModelSelection")]
    [InlineData("MlNetDl.Reports")]
    public void A_package_holds_its_assembly_with_documentation_and_the_README(string package)
    {
        var files = feed.Files(package);

        Assert.Equal(
            ["README.md", $"lib/net10.0/{package}.dll", $"lib/net10.0/{package}.xml"],
            files.Where(file => file.StartsWith("lib/", StringComparison.Ordinal) || !file.Contains('/'))
                .Where(file => Path.GetExtension(file) is ".md" or ".dll" or ".xml" && !file.StartsWith('['))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void One_new_project_trains_and_saves_and_another_without_TorchSharp_loads_and_predicts()
    {
        PenguinsCsv.CopyTo(feed.Folder);
        var train = feed.BuildConsoleProject(
            "Train", Readme.Quickstart,
            ("MlNetDl.Trainers", PackageFeed.Version), ("TorchSharp-cpu", CentralVersion("TorchSharp-cpu")));
        var predict = feed.BuildConsoleProject("Predict", Readme.Programs[1], ("MlNetDl.Transforms", PackageFeed.Version));

        Assert.StartsWith("macro-accuracy ", feed.Dotnet(train), StringComparison.Ordinal);
        Assert.Equal("Gentoo", feed.Dotnet(predict).Trim());

        var files = Directory.GetFiles(Path.GetDirectoryName(predict)!, "*", SearchOption.AllDirectories).Select(Path.GetFileName);
        Assert.Contains("MlNetDl.Transforms.dll", files);
        Assert.DoesNotContain(files, file => file!.Contains("torch", StringComparison.OrdinalIgnoreCase));
    }

    private static string CentralVersion(string package) => XDocument.Load(Repository.PathTo("Directory.Packages.props"))
        .Descendants("PackageVersion").Single(element => (string?)element.Attribute("Include") == package).Attribute("Version")!.Value;
}
