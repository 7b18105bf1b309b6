using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MlNetDl.Trainers;

/// <summary>Loads a library from memory on Linux, through a file that has no name.</summary>
internal static partial class AnonymousFile
{
    private const uint CloseOnExec = 1; // MFD_CLOEXEC

    /// <summary>Loads the bytes as a library, from memory or, where that may not be executed, from a private temporary file.</summary>
    /// <exception cref="DllNotFoundException">The loader refused the library; the message is the loader's.</exception>
    public static void Load(ReadOnlySpan<byte> library, string name)
    {
        if (!TryLoadFromMemory(library, name))
            LoadFromTemporaryFile(library, name);
    }

    /// <summary>False where the system forbids such files, or forbids executing them.</summary>
    internal static bool TryLoadFromMemory(ReadOnlySpan<byte> library, string name)
    {
        int descriptor;
        try
        {
            descriptor = MemfdCreate(name, CloseOnExec);
        }
        catch (Exception missing) when (missing is EntryPointNotFoundException or DllNotFoundException)
        {
            return false; // A C library without memfd_create.
        }
        if (descriptor < 0)
            return false; // Forbidden, as some containers' system call filters do.

        // The mapping outlives the descriptor.
        using SafeFileHandle handle = new(descriptor, ownsHandle: true);
        try
        {
            RandomAccess.Write(handle, library, 0);
        }
        catch (IOException)
        {
            return false;
        }
        return NativeLibrary.TryLoad($"/proc/self/fd/{descriptor}", out _);
    }

    internal static void LoadFromTemporaryFile(ReadOnlySpan<byte> library, string name)
    {
        // Readable and writable by this user alone: nobody else can exchange the file before it is loaded.
        DirectoryInfo folder = Directory.CreateTempSubdirectory("mlnetdl-");
        try
        {
            string path = Path.Combine(folder.FullName, name);
            File.WriteAllBytes(path, library);
            NativeLibrary.Load(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MemfdCreate(string name, uint flags);
}
