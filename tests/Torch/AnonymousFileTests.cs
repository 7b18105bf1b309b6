using System.Runtime.InteropServices;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Torch;

public class AnonymousFileTests
{
    [SkippableFact]
    public void A_library_is_loaded_from_memory()
    {
        Assert.True(AnonymousFile.TryLoadFromMemory(AnyLibrary(), "libFromMemory.so"));
        Assert.Contains("/memfd:libFromMemory.so", LoadedFiles(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Where_memory_may_not_be_executed_a_temporary_file_serves_and_is_gone_afterwards()
    {
        AnonymousFile.LoadFromTemporaryFile(AnyLibrary(), "libFromFile.so");

        string mapping = LoadedFiles().Split('\n').First(line => line.Contains("libFromFile.so", StringComparison.Ordinal));
        string path = mapping[mapping.IndexOf('/', StringComparison.Ordinal)..].Replace(" (deleted)", "", StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.GetDirectoryName(path)));
    }

    [SkippableFact]
    public void What_is_no_library_is_refused_with_the_loaders_message()
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        byte[] text = "not a library, but long enough for the loader to look at its header"u8.ToArray();

        var refusal = Assert.Throws<DllNotFoundException>(() => AnonymousFile.Load(text, "libText.so"));
        Assert.Contains("invalid ELF header", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>A small one without initializers, of which a second copy does no harm.</summary>
    private static byte[] AnyLibrary()
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        return File.ReadAllBytes(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.IO.Compression.Native.so"));
    }

    private static string LoadedFiles() => File.ReadAllText("/proc/self/maps");
}
