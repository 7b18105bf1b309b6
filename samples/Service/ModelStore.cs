using System.Security.Cryptography;

namespace MlNetDl.Samples.Service;

/// <summary>The model that answers now. A new file takes its place at once and whole; one that cannot be used never does.</summary>
internal sealed partial class ModelStore(ServiceOptions options, ILogger<ModelStore> logger)
{
    private volatile ServedModel? _current;
    private volatile ModelFailure? _lastFailure;
    private (DateTime Written, long Length)? _read;

    /// <summary>A request takes it once and keeps it to its end: nobody disposes of a model that another has replaced.</summary>
    public ServedModel Current => _current ?? throw new InvalidOperationException("No model was loaded.");

    /// <summary>Why the file there is now does not answer; null if it does.</summary>
    public ModelFailure? LastFailure => _lastFailure;

    /// <summary>Loads the file, if it is another than the last time; false if the one there is cannot be used.</summary>
    public bool Refresh()
    {
        try
        {
            var file = new FileInfo(options.Model);
            var found = (file.LastWriteTimeUtc, file.Exists ? file.Length : -1);
            if (found == _read)
                return _lastFailure is null;

            _read = null; // A file that is absent, or that another program holds, is tried again.
            var bytes = File.ReadAllBytes(options.Model);
            _read = found;
            Replace(bytes);
            _lastFailure = null;
            return true;
        }
        catch (Exception error)
        {
            Fail($"{options.Model} cannot be used: {error.Message}");
            return false;
        }
    }

    private void Replace(byte[] file)
    {
        var version = Convert.ToHexStringLower(SHA256.HashData(file))[..16];
        if (version == _current?.Version)
            return;
        _current = new ServedModel(file, version);
        LogLoaded(options.Model, version);
    }

    private void Fail(string message)
    {
        if (message == _lastFailure?.Message)
            return;
        _lastFailure = new ModelFailure(DateTimeOffset.UtcNow, message);
        LogFailed(message, _current?.Version ?? "none");
    }

    [LoggerMessage(LogLevel.Information, "Loaded {File}, version {Version}")]
    private partial void LogLoaded(string file, string version);

    [LoggerMessage(LogLevel.Error, "{Message} The model that answers: {Version}")]
    private partial void LogFailed(string message, string version);
}

/// <summary>A file that could not take the place of the model.</summary>
internal sealed record ModelFailure(DateTimeOffset Since, string Message);
