using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Network;
using TorchSharp;

namespace MlNetDl.Trainers.Training;

/// <summary>Makes what computes the gradients, on the device that the context asks for.</summary>
internal static class GradientSources
{
    /// <param name="env">The context; what it says is read now, not when the trainer was made.</param>
    /// <param name="channel">Where it is told that the processor stands in for a device.</param>
    /// <param name="architecture">The network.</param>
    /// <param name="batchSize">The rows of a batch.</param>
    /// <param name="rows">The rows of an epoch.</param>
    public static IGradientSource Create(
        IHostEnvironment env, IChannel channel, NetworkArchitecture architecture, int batchSize, int rows)
    {
        var context = env as IHostEnvironmentInternal;
        var device = context?.GpuDeviceId is null
            ? null
            : DeviceChoice.Resolve(
                context.GpuDeviceId, context.FallbackToCpu, torch.cuda_is_available() ? torch.cuda.device_count() : 0,
                message => channel.Warning(message));
        return device is { } index
            ? new ModuleGradientSource(architecture, torch.device(DeviceType.CUDA, index))
            : new CpuGradientSource(architecture, batchSize, rows);
    }
}
