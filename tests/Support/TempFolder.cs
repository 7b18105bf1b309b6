namespace MlNetDl.Tests.Support;

/// <summary>A new empty folder, deleted with everything in it on disposal.</summary>
public sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("mlnetdl-");

    public string FullPath => _directory.FullName;

    public string File(string relativePath) => Path.Combine(FullPath, relativePath);

    /// <summary>Writes a file, creating the folders on the way, and returns its full path.</summary>
    public string Write(string relativePath, string content)
    {
        string path = File(relativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    public void Dispose()
    {
        try
        {
            _directory.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A process that was just ended may hold a file for a moment; a leftover folder is no reason to fail a test.
        }
        catch (UnauthorizedAccessException)
        {
            // The same, as Windows reports it for a loaded library.
        }
    }
}
