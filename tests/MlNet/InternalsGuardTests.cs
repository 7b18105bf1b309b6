using System.Xml.Linq;
using Microsoft.ML;
using MlNetDl.Transforms.MlNet;
using Xunit;

namespace MlNetDl.Tests.MlNet;

public class InternalsGuardTests
{
    [Theory]
    [InlineData("5.0.1")]
    [InlineData("5.0.1+a4f730ec0c9106c2c9ef9e1fa34011374115fb98")]
    [InlineData("5.0.2-preview.26513.8+a4f730ec")]
    [InlineData("5.0.99")]
    public void A_version_within_the_range_is_accepted(string version) => Assert.Null(InternalsGuard.Refusal(version));

    [Theory]
    [InlineData("5.0.0+9fcd6d2a", "5.0.0")]
    [InlineData("4.0.2", "4.0.2")]
    [InlineData("5.0", "5.0")]
    public void A_version_below_the_range_is_refused(string version, string release) => Assert.Equal(
        $"MlNetDl: Microsoft.ML is {release}; it must be at least 5.0.1 and below 5.1, for MlNetDl uses internals of ML.NET. "
            + "Install Microsoft.ML 5.0.1 or a later 5.0.x.",
        InternalsGuard.Refusal(version));

    [Theory]
    [InlineData("5.1.0+9fcd6d2a", "5.1.0")]
    [InlineData("5.1.0-preview.1", "5.1.0-preview.1")]
    [InlineData("6.0.0", "6.0.0")]
    public void A_version_above_the_range_is_refused(string version, string release) => Assert.Equal(
        $"MlNetDl: Microsoft.ML is {release}; it must be at least 5.0.1 and below 5.1, for MlNetDl uses internals of ML.NET. "
            + "Install Microsoft.ML 5.0.1 or a later 5.0.x, or a newer MlNetDl.",
        InternalsGuard.Refusal(version));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("main")]
    public void An_unknown_version_is_refused(string? version) => Assert.Equal(
        "MlNetDl: the version of Microsoft.ML is unknown; it must be at least 5.0.1 and below 5.1, for MlNetDl uses "
            + "internals of ML.NET. Install Microsoft.ML 5.0.1 or a later 5.0.x.",
        InternalsGuard.Refusal(version));

    [Fact]
    public void The_version_these_tests_run_on_is_accepted()
    {
        var env = new MLContext();
        Assert.Same(env, InternalsGuard.Check(env));
    }

    [Fact]
    public void An_environment_that_is_null_is_named()
        => Assert.Throws<ArgumentNullException>("env", () => InternalsGuard.Check(null!));

    [Fact]
    public void The_range_is_the_one_the_packages_ask_for()
    {
        var range = XDocument.Load(Repository.PathTo("Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Single(package => (string?)package.Attribute("Include") == "Microsoft.ML")
            .Attribute("Version")!.Value;

        Assert.Equal($"[{InternalsGuard.From},{InternalsGuard.Below})", range);
    }
}
