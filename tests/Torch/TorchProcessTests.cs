using System.Runtime.InteropServices;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Torch;

/// <summary>The layouts in which an application can find its native libraries.</summary>
[Collection(ProcessCollection.Name)]
public sealed class TorchProcessTests : IDisposable
{
    private const string ForThisPlatform = "<UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TorchSharp_works_from_dotnet_run()
    {
        TorchProject.Write(_folder, ForThisPlatform, TorchProject.Backend);

        Assert.Equal(TorchProject.ExpectedOutput, Dotnet(TorchProject.InThisConfiguration("run")).Succeeded().Output);
    }

    [Fact]
    public void TorchSharp_works_from_a_portable_build()
    {
        TorchProject.Write(_folder, properties: "", TorchProject.Backend);
        Dotnet(TorchProject.InThisConfiguration("build", "-o", "out")).Succeeded();
        string natives = Path.Combine("out", "runtimes", RuntimeInformation.RuntimeIdentifier, "native");
        Assert.NotEmpty(Directory.GetFiles(_folder.File(natives), "*torch_cpu*"));

        Assert.Equal(TorchProject.ExpectedOutput, Dotnet(Path.Combine("out", "app.dll")).Succeeded().Output);
    }

    [Fact]
    public void TorchSharp_works_from_a_single_file()
    {
        TorchProject.Write(_folder, ForThisPlatform + "<PublishSingleFile>true</PublishSingleFile>", TorchProject.Backend);
        Dotnet(TorchProject.InThisConfiguration("publish", "-o", "out")).Succeeded();
        Assert.False(File.Exists(_folder.File("out/TorchSharp.dll")));

        string program = _folder.File(OperatingSystem.IsWindows() ? "out/app.exe" : "out/app");
        Assert.Equal(TorchProject.ExpectedOutput, DotnetCli.RunProgram(program, [], _folder.FullPath).Succeeded().Output);
    }

    [SkippableFact]
    public void Without_a_libtorch_package_the_message_names_the_one_to_add()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Elsewhere TorchSharp itself also looks into the machine's package folder.");
        TorchProject.Write(_folder, ForThisPlatform, backend: "");
        Dotnet(TorchProject.InThisConfiguration("build", "-o", "out")).Succeeded();

        ProcessResult result = Dotnet(Path.Combine("out", "app.dll"));

        Assert.Equal(3, result.ExitCode);
        Assert.Equal(
            $"MlNetDl.Trainers needs libtorch, which no package of this application brings: libtorch_cpu.so for "
            + $"{RuntimeInformation.RuntimeIdentifier} is in none of the folders {_folder.File("out")}/, "
            + $"{RuntimeEnvironment.GetRuntimeDirectory()}. Add it to the application's project with: "
            + "dotnet add package TorchSharp-cpu --version 0.107.0 "
            + "(or the TorchSharp-cuda package of the same version for your platform)." + Environment.NewLine,
            result.Error);
    }

    private ProcessResult Dotnet(params string[] arguments) => DotnetCli.Run(arguments, _folder.FullPath);
}
