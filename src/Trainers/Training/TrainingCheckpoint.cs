using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Checkpoints;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Network;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Trainers.Training;

/// <summary>The state of a run, or of a search among several, in a <see cref="CheckpointFile"/>, and whose run it is.</summary>
/// <remarks>Little-endian. int: seed; byte[32]: fingerprint of data and options; the state, see its class.</remarks>
internal sealed class TrainingCheckpoint
{
    /// <summary>Bytes for what is not parameters, the epochs above all; the stream grows if that is too few.</summary>
    private const int RoomForTheRest = 1 << 20;

    private readonly CheckpointFile _file;
    private readonly string _path;
    private readonly IExceptionContext _context;
    private byte[]? _content;
    private byte[] _fingerprint = [];
    private int _seed;

    /// <param name="path">The option <c>CheckpointPath</c>.</param>
    /// <param name="file">The file.</param>
    /// <param name="context">Where refusals come from.</param>
    /// <exception cref="InvalidOperationException">The file cannot be written, or what is there is no checkpoint.</exception>
    public TrainingCheckpoint(string path, CheckpointFile file, IExceptionContext context)
    {
        _path = path;
        _file = file;
        _context = context;
        _file.CheckWritable();
        _content = _file.Load();
    }

    /// <summary>The seed of the run that left the checkpoint; null if there is none.</summary>
    public int? Seed => _content is null ? null : BitConverter.ToInt32(_content);

    /// <summary>Says whose run it is.</summary>
    /// <param name="settings">How it is trained.</param>
    /// <param name="architecture">The network.</param>
    /// <param name="loss">What is minimized.</param>
    /// <param name="initial">The layers of each member it starts from, if any.</param>
    /// <param name="rows">The rows, those to train on and those to validate on.</param>
    public void Identify(
        TrainingSettings settings, NetworkArchitecture architecture, ILoss loss, IReadOnlyList<IReadOnlyList<DenseLayer>>? initial,
        params IEnumerable<TrainingSet> rows)
    {
        // These do not change what a run that goes on comes to.
        var decisive = settings with { CheckpointInterval = 1, KeepModelOnCancel = false };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(decisive));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(architecture));
        hash.AppendData(Encoding.UTF8.GetBytes(loss.ToString()!));
        foreach (var layer in initial?.SelectMany(member => member) ?? [])
        {
            hash.AppendData(MemoryMarshal.AsBytes<float>(layer.Weights));
            hash.AppendData(MemoryMarshal.AsBytes<float>(layer.Bias));
        }

        foreach (var set in rows)
        {
            hash.AppendData(MemoryMarshal.AsBytes<float>([.. set.Targets]));
            hash.AppendData(MemoryMarshal.AsBytes<float>([.. set.Weights]));
            for (var row = 0; row < set.Rows; row++)
                hash.AppendData(MemoryMarshal.AsBytes(set.Features(row)));
        }

        _fingerprint = hash.GetHashAndReset();
        _seed = settings.Seed;
    }

    /// <summary>Adds to what <see cref="Identify"/> was told something that is decisive too.</summary>
    public void IdentifyFurther<T>(T what) =>
        _fingerprint = SHA256.HashData([.. _fingerprint, .. JsonSerializer.SerializeToUtf8Bytes(what)]);

    /// <summary>Restores the state of the run, if there is one.</summary>
    /// <exception cref="InvalidOperationException">The checkpoint is of another run, or the state too large for one.</exception>
    public bool TryRestore(ICheckpointed state)
    {
        if (state.Floats > Array.MaxLength / (2 * sizeof(float)))
        {
            throw _context.Except(
                $"CheckpointPath is '{_path}', and the state of this run, {state.Floats} numbers, is too large for a checkpoint. " +
                "Leave CheckpointPath unset, or set smaller HiddenLayers.");
        }

        if (_content is null)
            return false;
        using var reader = new BinaryReader(new MemoryStream(_content));
        reader.ReadInt32();
        if (!reader.ReadBytes(_fingerprint.Length).AsSpan().SequenceEqual(_fingerprint))
        {
            throw _context.Except(
                $"CheckpointPath is '{_path}', which holds the checkpoint of a run on other data, or with other options or another " +
                "seed. Fit with the same data, options and seed to resume it, delete the file, or name another.");
        }

        state.Read(reader, _context);
        _content = null;
        return true;
    }

    /// <summary>Saves the state of the run.</summary>
    public void Save(ICheckpointed state)
    {
        var content = new MemoryStream((int)(state.Floats * sizeof(float)) + RoomForTheRest);
        using var writer = new BinaryWriter(content);
        writer.Write(_seed);
        writer.Write(_fingerprint);
        state.Write(writer);
        _file.Save(content.GetBuffer().AsMemory(0, (int)content.Length));
    }

    /// <summary>Removes the file now that training is done.</summary>
    /// <param name="monitor">Who is warned where that fails: the model is there, and not to be lost for it.</param>
    public void Delete(ITrainingMonitor monitor)
    {
        try
        {
            _file.Delete();
        }
        catch (InvalidOperationException error)
        {
            monitor.Warn(error.Message);
        }
    }
}
