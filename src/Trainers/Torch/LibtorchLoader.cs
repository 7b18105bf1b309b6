using System.Runtime.InteropServices;
using TorchSharp;

namespace MlNetDl.Trainers;

/// <summary>Loads libtorch and TorchSharp's native half before TorchSharp's static constructor tries to.</summary>
internal static class LibtorchLoader
{
    private const string BindingsFile = "libLibTorchSharp.so";

    private static readonly string _libtorchFile =
        OperatingSystem.IsWindows() ? "torch_cpu.dll" : OperatingSystem.IsMacOS() ? "libtorch_cpu.dylib" : "libtorch_cpu.so";

    /// <summary>What the bindings depend on, in the order in which the files depend on one another.</summary>
    private static readonly string[] _dependencies = ["libc10.so", _libtorchFile, "libtorch.so"];

    /// <exception cref="DllNotFoundException">Nothing to load, or the loader refused it.</exception>
    public static void Load()
    {
        // Elsewhere TorchSharp's own load works, or fails for a reason that nothing here could mend.
        if (!OperatingSystem.IsLinux() || TryLoadAsTorchSharpDoes())
            return;

        IReadOnlyList<string> folders = NativeLibraryFiles.SearchFolders();
        // The managed package brings the bindings, but not libtorch: which one, the application chooses.
        if (NativeLibraryFiles.Find(folders, BindingsFile) is not { } bindings)
            throw new DllNotFoundException(LibtorchMessages.Missing(BindingsFile, folders));
        foreach (string name in _dependencies)
        {
            if (NativeLibraryFiles.Find(folders, name) is { } path)
                Explained(path, () => NativeLibrary.Load(path));
            else if (!TryLoadByName(name) && name == _libtorchFile)
                throw new DllNotFoundException(LibtorchMessages.Missing(name, folders));
        }
        try
        {
            Explained(bindings, () => LoadBindings(bindings));
        }
        catch (DllNotFoundException reason) when (NativeLibraryFiles.Find(folders, _libtorchFile) is null)
        {
            // The system has a libtorch, as Debian's package brings one, and it is of another version.
            throw new DllNotFoundException(LibtorchMessages.Missing(_libtorchFile, folders), reason);
        }
    }

    /// <summary>What to throw when TorchSharp itself does not start: libtorch is missing, or something else is wrong.</summary>
    public static DllNotFoundException Explain(Exception failure)
    {
        IReadOnlyList<string> folders = NativeLibraryFiles.SearchFolders();
        string message = NativeLibraryFiles.Find(folders, _libtorchFile) is null
            ? LibtorchMessages.Missing(_libtorchFile, folders)
            : LibtorchMessages.TorchSharpFailed(failure);
        return new DllNotFoundException(message, failure);
    }

    private static bool TryLoadAsTorchSharpDoes() => TryLoadByName("torch_cpu") && TryLoadByName("LibTorchSharp");

    private static bool TryLoadByName(string name) =>
        // By name, so that the host's own search applies. Naming the assembly does not run its static constructors.
        NativeLibrary.TryLoad(name, typeof(torch).Assembly, null, out _);

    private static void LoadBindings(string path)
    {
        byte[] library = File.ReadAllBytes(path);
        // TorchSharp later asks for the library by name: the loader then answers with this copy, because its SONAME is
        // that name. Its dependencies are loaded by path before, for the copy has no folder of its own to find them in.
        if (!GlibcxxPatch.Apply(library))
        {
            NativeLibrary.Load(path); // Nothing to mend: what the loader says about the file itself is the reason.
            return;
        }
        try
        {
            AnonymousFile.Load(library, BindingsFile);
        }
        catch (DllNotFoundException) when (GlibcxxPatch.ApplyForGcc11(library))
        {
            AnonymousFile.Load(library, BindingsFile);
        }
    }

    private static void Explained(string path, Action load)
    {
        try
        {
            load();
        }
        catch (Exception reason) when (reason is DllNotFoundException or BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            throw new DllNotFoundException(LibtorchMessages.CannotLoad(path, reason), reason);
        }
    }
}
