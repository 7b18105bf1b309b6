using System.Reflection;
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
        if (NativeLibraryFiles.Find(folders, _libtorchFile) is null)
            throw new DllNotFoundException(LibtorchMessages.Missing(_libtorchFile, folders));

        foreach (string path in _dependencies.Select(name => NativeLibraryFiles.Find(folders, name)).OfType<string>())
            Explained(path, () => NativeLibrary.Load(path));
        Explained(bindings, () => LoadBindings(bindings));
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

    private static bool TryLoadAsTorchSharpDoes()
    {
        // By name, so that the host's own search applies. Naming the assembly does not run its static constructors.
        Assembly torchSharp = typeof(torch).Assembly;
        return NativeLibrary.TryLoad("torch_cpu", torchSharp, null, out _)
            && NativeLibrary.TryLoad("LibTorchSharp", torchSharp, null, out _);
    }

    private static void LoadBindings(string path)
    {
        byte[] library = File.ReadAllBytes(path);
        // TorchSharp later asks for the library by name: the loader then answers with this copy, because its SONAME is
        // that name. Its dependencies are loaded by path before, for the copy has no folder of its own to find them in.
        if (GlibcxxPatch.Apply(library))
            AnonymousFile.Load(library, BindingsFile);
        else
            NativeLibrary.Load(path); // Nothing to mend: what the loader says about the file itself is the reason.
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
