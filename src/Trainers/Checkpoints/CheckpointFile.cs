using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace MlNetDl.Trainers.Checkpoints;

/// <summary>
/// The file in which a training run keeps its state. Under its name there is either nothing or one whole checkpoint, whenever
/// the process ends: a new one is written beside it, flushed to the disk, and renamed over it.
/// </summary>
/// <remarks>Little-endian. byte[8]: magic; int: version; long: bytes of content; byte[32]: SHA-256 of the content; the content.</remarks>
internal sealed class CheckpointFile
{
    private const int Version = 1;
    private const int LengthOffset = 12;
    private const int HashOffset = 20;
    private const int HeaderBytes = HashOffset + SHA256.HashSizeInBytes;

    private readonly string _path;
    private readonly string _temporaryPath;
    private readonly Action<string>? _beforeAndAfterEachStep;

    /// <param name="path">The option <c>CheckpointPath</c>.</param>
    /// <param name="beforeAndAfterEachStep">
    /// Told the name of each step that changes the disk, before and after it; for tests that end the run there. What it
    /// throws is passed on without cleaning up, as a killed process leaves things, unless it is an <see cref="IOException"/>.
    /// </param>
    public CheckpointFile(string path, Action<string>? beforeAndAfterEachStep = null)
    {
        _path = Path.GetFullPath(path); // The current folder may change while training runs.
        _temporaryPath = _path + ".tmp";
        _beforeAndAfterEachStep = beforeAndAfterEachStep;
    }

    private static ReadOnlySpan<byte> Magic => "MlNetDlC"u8;

    /// <summary>Makes sure, before hours of training, that a checkpoint can be saved.</summary>
    /// <exception cref="InvalidOperationException">It cannot.</exception>
    public void CheckWritable()
    {
        if (Directory.Exists(_path))
            throw Refusal("is a folder", "Name a file in it.");
        if (!Directory.Exists(Path.GetDirectoryName(_path)))
            throw Refusal("is in a folder that does not exist", "Create the folder, or name a file in another.");
        try
        {
            Step("create", () => CreateTemporary().Dispose());
            DeleteTemporary();
        }
        catch (Exception error) when (IsOfTheDisk(error))
        {
            throw Refusal("cannot be written", "Name a file in a folder that you may write to.", error);
        }
    }

    /// <summary>Replaces the checkpoint.</summary>
    /// <exception cref="InvalidOperationException">It cannot be written; the former checkpoint is as it was.</exception>
    public void Save(ReadOnlyMemory<byte> content)
    {
        try
        {
            _beforeAndAfterEachStep?.Invoke("before create");
            using (var file = CreateTemporary())
            {
                _beforeAndAfterEachStep?.Invoke("after create");
                Step("write of header", () => RandomAccess.Write(file, Header(content.Span), 0));
                Step("write of content", () => RandomAccess.Write(file, content.Span, HeaderBytes));
                // Otherwise the disk may see the new name before the bytes.
                Step("flush", () => RandomAccess.FlushToDisk(file));
            }

            Step("rename", () => File.Move(_temporaryPath, _path, overwrite: true));
        }
        catch (Exception error) when (IsOfTheDisk(error))
        {
            TryDeleteTemporary();
            throw Refusal(
                "cannot be written",
                "Make room or lift what forbids it, and fit again: training resumes at the last checkpoint.",
                error);
        }
    }

    /// <summary>Reads the checkpoint.</summary>
    /// <returns>What was saved; null if there is none.</returns>
    /// <exception cref="InvalidOperationException">The file is not a whole checkpoint of this version.</exception>
    public byte[]? Load()
    {
        try
        {
            using var file = File.OpenHandle(_path);
            return Read(file);
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (IsOfTheDisk(error))
        {
            throw Refusal("cannot be read", "Lift what forbids it, or name another file.", error);
        }
    }

    /// <summary>Removes the checkpoint, and what a killed process may have left beside it.</summary>
    /// <exception cref="InvalidOperationException">It cannot be removed.</exception>
    public void Delete()
    {
        try
        {
            // Last the checkpoint: as long as anything is left, the next run finds it and comes by here again.
            DeleteTemporary();
            Step("deletion of checkpoint", () => File.Delete(_path));
        }
        catch (Exception error) when (IsOfTheDisk(error))
        {
            throw Refusal(
                "cannot be deleted now that training is done", "Lift what forbids it, and fit again: training resumes at its end.", error);
        }
    }

    private byte[] Read(SafeFileHandle file)
    {
        const string Remedy = "Delete the file to train from the beginning, or name another.";
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (!ReadFully(file, header, 0) || !header.StartsWith(Magic))
            throw Refusal("is not a checkpoint, or one cut short", Remedy);
        var version = BinaryPrimitives.ReadInt32LittleEndian(header[Magic.Length..]);
        if (version != Version)
            throw Refusal($"is a checkpoint of format version {version}, where {Version} is wanted", Remedy);

        // The length is only believed if the file has it: a damaged one never becomes an allocation.
        var length = BinaryPrimitives.ReadInt64LittleEndian(header[LengthOffset..]);
        var left = RandomAccess.GetLength(file) - HeaderBytes;
        if (length != left || length > Array.MaxLength)
            throw Refusal($"is a damaged checkpoint: {length} bytes should follow its header, {left} do", Remedy);
        var content = new byte[length];
        if (!ReadFully(file, content, HeaderBytes) || !SHA256.HashData(content).AsSpan().SequenceEqual(header[HashOffset..]))
            throw Refusal("is a damaged checkpoint: its content does not fit its SHA-256", Remedy);
        return content;
    }

    private static bool ReadFully(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(file, bytes, offset);
            if (read == 0)
                return false;
            bytes = bytes[read..];
            offset += read;
        }

        return true;
    }

    private static byte[] Header(ReadOnlySpan<byte> content)
    {
        var header = new byte[HeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(Magic.Length), Version);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(LengthOffset), content.Length);
        SHA256.HashData(content, header.AsSpan(HashOffset));
        return header;
    }

    // Over what a killed process left; not shared, so that two runs with one path do not mix their bytes.
    private SafeFileHandle CreateTemporary() =>
        File.OpenHandle(_temporaryPath, FileMode.Create, FileAccess.Write, FileShare.None);

    private void DeleteTemporary() => Step("deletion of temporary file", () => File.Delete(_temporaryPath));

    private void TryDeleteTemporary()
    {
        try
        {
            File.Delete(_temporaryPath);
        }
        catch (Exception error) when (IsOfTheDisk(error))
        {
            // What failed before is what the user must hear of.
        }
    }

    private void Step(string name, Action action)
    {
        _beforeAndAfterEachStep?.Invoke($"before {name}");
        action();
        _beforeAndAfterEachStep?.Invoke($"after {name}");
    }

    private static bool IsOfTheDisk(Exception error) => error is IOException or UnauthorizedAccessException;

    private InvalidOperationException Refusal(string found, string remedy, Exception? inner = null) => new(
        $"CheckpointPath is '{_path}', which {found}{(inner is null ? "" : $" ({inner.Message.TrimEnd('.')})")}. {remedy}", inner);
}
