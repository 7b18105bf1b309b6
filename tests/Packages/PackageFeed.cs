using System.IO.Compression;
using System.Xml.Linq;
using MlNetDl.Tests.MlNet;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Packages;

/// <summary>
/// The projects of src/ as packages in a folder feed outside the repository. Projects beside it restore from that feed and
/// the machine's own sources; what the machine has already unpacked is used from where it is, and MlNetDl's own packages
/// are unpacked here, so that nothing of a test stays behind.
/// </summary>
public sealed class PackageFeed : IDisposable
{
    public const string Version = "0.1.0-test";

    private static readonly string[] _projects = ["src/Transforms", "src/Trainers", "src/ModelSelection", "src/Reports"];

    private readonly Dictionary<string, string?> _environment;

    public PackageFeed()
    {
        foreach (var project in _projects)
        {
            DotnetCli.Run(
                ["pack", Repository.PathTo(project), "--no-build", "--configuration", BuiltProgram.Configuration,
                    "--output", Folder.File("feed"), $"-p:PackageVersion={Version}"],
                Folder.FullPath).Succeeded();
        }

        // No <clear />: the machine's sources stay.
        Folder.Write("NuGet.config", """
            <configuration>
              <packageSources>
                <add key="packages-under-test" value="feed" />
              </packageSources>
            </configuration>
            """);
        var unpacked = DotnetCli.Run(["nuget", "locals", "global-packages", "--list", "--force-english-output"], Folder.FullPath)
            .Succeeded().Output;
        _environment = new Dictionary<string, string?>
        {
            ["NUGET_PACKAGES"] = Folder.File("packages"),
            ["NUGET_FALLBACK_PACKAGES"] = unpacked[(unpacked.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(),
        };
    }

    public TempFolder Folder { get; } = new();

    /// <summary>The dependencies a package declares.</summary>
    public string[] Dependencies(string package)
    {
        using var file = ZipFile.OpenRead(Folder.File($"feed/{package}.{Version}.nupkg"));
        using var nuspec = Assert.Single(file.Entries, entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return [.. XDocument.Load(nuspec).Descendants()
            .Where(element => element.Name.LocalName == "dependency")
            .Select(element => $"{element.Attribute("id")!.Value} {element.Attribute("version")!.Value}")];
    }

    /// <summary>The files in a package.</summary>
    public string[] Files(string package)
    {
        using var file = ZipFile.OpenRead(Folder.File($"feed/{package}.{Version}.nupkg"));
        return [.. file.Entries.Select(entry => entry.FullName)];
    }

    /// <summary>Creates and builds a console project, as its user would, and returns the path of its assembly.</summary>
    public string BuildConsoleProject(string name, string program, params (string Id, string Version)[] packages)
    {
        Dotnet("new", "console", "--name", name, "--no-restore");
        foreach (var package in packages)
        {
            Dotnet("add", name, "package", package.Id, "--version", package.Version, "--no-restore");
        }

        Folder.Write($"{name}/Program.cs", program);
        Dotnet("build", name, "--use-current-runtime", "--no-self-contained", "--output", $"{name}/out");
        return Folder.File($"{name}/out/{name}.dll");
    }

    /// <summary>Runs dotnet beside the feed and returns what it printed.</summary>
    public string Dotnet(params string[] arguments) => DotnetCli.Run(arguments, Folder.FullPath, _environment).Succeeded().Output;

    public void Dispose() => Folder.Dispose();
}
