using System.Runtime.InteropServices;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
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
        string natives = Path.Combine("out", "runtimes", NativeLibraryFiles.Platform, "native");
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

    [Fact]
    public void TorchSharp_works_in_a_script()
    {
        string script = _folder.Write("script.fsx", $"""
            #r "nuget: TorchSharp-cpu, 0.107.0"
            #r @"{typeof(TorchRuntime).Assembly.Location}"
            MlNetDl.Trainers.TorchRuntime.Initialize()
            open TorchSharp
            let ones = torch.ones(3L, 4L)
            printfn "%g" (ones.mm(ones.t()).sum().item<float32>())
            """);

        Assert.Equal(TorchProject.ExpectedOutput, Dotnet("fsi", script).Succeeded().Output);
    }

    [SkippableFact]
    public void TorchSharp_works_beside_the_standard_library_of_GCC_11()
    {
        // RHEL 9's, that is: a copy of this system's, with the newer versions under other names, stands in for it.
        StandardLibrary.WriteAsOfGcc11(_folder);
        Dictionary<string, string?> environment = new()
        {
            ["LD_LIBRARY_PATH"] = _folder.FullPath,
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1", // The system's ICU may need the newer versions itself.
        };
        Skip.IfNot(DotnetCli.Run(["--version"], _folder.FullPath, environment).ExitCode == 0, "This .NET itself needs a newer one.");
        TorchProject.Write(_folder, ForThisPlatform, TorchProject.Backend);
        Dotnet(TorchProject.InThisConfiguration("build", "-o", "out")).Succeeded();

        ProcessResult result = DotnetCli.Run([Path.Combine("out", "app.dll")], _folder.FullPath, environment);
        Assert.Equal(TorchProject.ExpectedOutput, result.Succeeded().Output);
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
            + $"{NativeLibraryFiles.Platform} is in none of the folders {_folder.File("out")}/, "
            + $"{RuntimeEnvironment.GetRuntimeDirectory()}. Add it to the application's project with: "
            + "dotnet add package TorchSharp-cpu --version 0.107.0 "
            + "(or the TorchSharp-cuda package of the same version for your platform)." + Environment.NewLine,
            result.Error);
    }

    private ProcessResult Dotnet(params string[] arguments) => DotnetCli.Run(arguments, _folder.FullPath);
}
