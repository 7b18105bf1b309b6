using System.Reflection;
using MlNetDl.Tests.MlNet;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;

namespace MlNetDl.Tests.Torch;

/// <summary>A small application outside the repository that references the trainers, as a user's would.</summary>
internal static class TorchProject
{
    public const string Backend = """<PackageReference Include="TorchSharp-cpu" Version="0.107.0" />""";

    /// <summary>What its program prints: the sum over the product of a 3x4 and a 4x3 matrix of ones.</summary>
    public static readonly string ExpectedOutput = "36" + Environment.NewLine;

    private const string Program = """
        using MlNetDl.Trainers;
        using TorchSharp;

        try
        {
            TorchRuntime.Initialize();
        }
        catch (DllNotFoundException missing)
        {
            Console.Error.WriteLine(missing.Message);
            return 3;
        }
        using var ones = torch.ones(3, 4);
        using var sum = ones.mm(ones.t()).sum();
        Console.WriteLine(sum.item<float>());
        return 0;
        """;

    /// <summary>The arguments that make a command use the configuration the tests were built in: nothing is built twice.</summary>
    public static string[] InThisConfiguration(params string[] command) => [.. command, "-c", Configuration, "-v", "quiet"];

    public static string Configuration { get; } =
        typeof(TorchProject).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public static void Write(TempFolder folder, string properties, string backend)
    {
        folder.Write("app.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <SelfContained>false</SelfContained>
                <!-- Half a gigabyte of natives is linked, not copied, where the file system can. -->
                <CreateHardLinksForCopyFilesToOutputDirectoryIfPossible>true</CreateHardLinksForCopyFilesToOutputDirectoryIfPossible>
                <CreateHardLinksForPublishFilesIfPossible>true</CreateHardLinksForPublishFilesIfPossible>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {backend}
                <ProjectReference Include="{Repository.PathTo("src/Trainers/MlNetDl.Trainers.csproj")}" />
              </ItemGroup>
              <!-- A portable build brings the natives of every platform: only this one's are run. -->
              <Target Name="KeepOnePlatform" AfterTargets="ResolvePackageAssets">
                <ItemGroup>
                  <_OtherPlatform Include="@(RuntimeTargetsCopyLocalItems)"
                                  Condition="!$([System.String]::Copy('%(RuntimeTargetsCopyLocalItems.PathInPackage)').StartsWith('runtimes/{NativeLibraryFiles.Platform}/'))" />
                  <RuntimeTargetsCopyLocalItems Remove="@(_OtherPlatform)" />
                </ItemGroup>
              </Target>
            </Project>
            """);
        folder.Write("Program.cs", Program);
    }
}
