using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Network;
using TorchSharp;

namespace MlNetDl.Trainers.Training;

/// <summary>Makes what computes the gradients, on the device that the context asks for.</summary>
internal static class GradientSources
{
    /// <summary>The CUDA device that the context asks for now, whatever it did when the trainer was made; null for the processor.</summary>
    /// <param name="env">The context.</param>
    /// <param name="channel">Where it is told that the processor stands in for a device.</param>
    /// <exception cref="InvalidOperationException">The device is not there, and the processor must not stand in.</exception>
    public static int? ChooseDevice(IHostEnvironment env, IChannel channel) =>
        env is IHostEnvironmentInternal { GpuDeviceId: { } id } context
            ? DeviceChoice.Resolve(
                id, context.FallbackToCpu, torch.cuda_is_available() ? torch.cuda.device_count() : 0, message => channel.Warning(message))
            : null;

    /// <param name="cudaDevice">The CUDA device; null for the processor.</param>
    /// <param name="architecture">The network.</param>
    /// <param name="batchSize">The rows of a batch.</param>
    /// <param name="rows">The rows of an epoch.</param>
    /// <param name="mostThreads">How many threads of the processor may share a batch.</param>
    public static IGradientSource Create(
        int? cudaDevice, NetworkArchitecture architecture, int batchSize, int rows, int mostThreads = int.MaxValue) =>
        cudaDevice is { } index
            ? new ModuleGradientSource(architecture, torch.device(DeviceType.CUDA, index))
            : new CpuGradientSource(architecture, batchSize, rows, mostThreads);
}
