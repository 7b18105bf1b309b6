using TorchSharp;

namespace MlNetDl.Trainers;

/// <summary>Loads libtorch, the native library behind TorchSharp.</summary>
/// <remarks>
/// Every trainer calls <see cref="Initialize"/> itself. An application that uses TorchSharp before it creates its first
/// trainer calls it first: on Debian 12, Ubuntu 22.04 and RHEL 9 TorchSharp does not load without it, and after one
/// failed attempt TorchSharp stays unusable for the life of the process.
/// </remarks>
public static class TorchRuntime
{
    private static readonly Lock _loading = new();
    private static volatile bool _loaded;

    /// <summary>Makes TorchSharp ready for use; does nothing when it already is. May be called from any thread.</summary>
    /// <exception cref="DllNotFoundException">
    /// The application has no libtorch for its platform, or libtorch cannot be loaded. The message says what to do.
    /// </exception>
    public static void Initialize()
    {
        if (_loaded)
            return;
        lock (_loading)
        {
            if (_loaded)
                return;
            LibtorchLoader.Load();
            StartTorchSharp();
            _loaded = true;
        }
    }

    /// <summary>Runs TorchSharp's static constructor, so that a failure shows here and with its reason.</summary>
    private static void StartTorchSharp()
    {
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception failure) when (failure is TypeInitializationException or NotSupportedException or InvalidOperationException)
        {
            throw LibtorchLoader.Explain(failure.InnerException ?? failure);
        }
    }
}
