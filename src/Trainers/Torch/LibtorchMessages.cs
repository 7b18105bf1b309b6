using System.Reflection;
using TorchSharp;

namespace MlNetDl.Trainers;

/// <summary>What is said when libtorch is missing or does not load.</summary>
internal static class LibtorchMessages
{
    public static string Missing(string fileName, IEnumerable<string> folders) =>
        $"MlNetDl.Trainers needs libtorch, which no package of this application brings: {fileName} for "
        + $"{NativeLibraryFiles.Platform} is in none of the folders {string.Join(", ", folders)}. "
        + $"Add it to the application's project with: dotnet add package TorchSharp-cpu --version {TorchSharpVersion()} "
        + "(or the TorchSharp-cuda package of the same version for your platform).";

    public static string CannotLoad(string path, Exception reason) =>
        $"MlNetDl.Trainers found the native library {path}, but it could not be loaded. The loader says: {reason.Message} "
        + $"Look at whether everything it needs is there (on Linux: ldd {path}), whether it was built for this process "
        + $"({NativeLibraryFiles.Platform}), and whether the libtorch packages belong to TorchSharp {TorchSharpVersion()}.";

    public static string TorchSharpFailed(Exception reason) =>
        $"MlNetDl.Trainers could not start TorchSharp {TorchSharpVersion()}. It says: {reason.Message} "
        + "If the application uses TorchSharp itself, call TorchRuntime.Initialize() before the first such use: "
        + "after one failure TorchSharp cannot be started again in the same process.";

    /// <summary>The version of the managed package, which the native packages have to match.</summary>
    private static string TorchSharpVersion()
    {
        Assembly assembly = typeof(torch).Assembly;
        string? version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        // What follows a plus sign names the commit, not the package.
        return version?.Split('+')[0] ?? assembly.GetName().Version!.ToString(3);
    }
}
