namespace MlNetDl.ModelSelection.Search;

/// <summary>
/// Says that a run is alive: a file beside the study file, locked as long as the process lives, however it ends. Unlike a process id it
/// means the same in every container, and unlike a clock it is up to date at once.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream _file;

    private RunLock(string name, FileStream file)
    {
        Name = name;
        _file = file;
    }

    public string Name { get; }

    public static RunLock Take(string studyPath)
    {
        var name = Guid.NewGuid().ToString("N");
        return new(name, new FileStream(
            PathOf(studyPath, name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose));
    }

    /// <summary>Whether a run is alive; what one that is not has left is removed.</summary>
    public static bool IsHeld(string studyPath, string name)
    {
        try
        {
            using FileStream left = new(
                PathOf(studyPath, name), FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose() => _file.Dispose();

    private static string PathOf(string studyPath, string name) => $"{studyPath}-{name}";
}
