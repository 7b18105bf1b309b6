namespace MlNetDl.Trainers;

/// <summary>Which device a context asks for, as ML.NET's own TorchSharp trainers understand it.</summary>
internal static class DeviceChoice
{
    /// <summary>Chooses.</summary>
    /// <param name="gpuDeviceId"><c>MLContext.GpuDeviceId</c>.</param>
    /// <param name="fallbackToCpu"><c>MLContext.FallbackToCpu</c>.</param>
    /// <param name="cudaDevices">How many CUDA devices libtorch has.</param>
    /// <param name="warn">Told that the processor stands in.</param>
    /// <returns>The index of the CUDA device; null for the processor.</returns>
    /// <exception cref="InvalidOperationException">The device is not there, and the processor must not stand in.</exception>
    public static int? Resolve(int? gpuDeviceId, bool fallbackToCpu, int cudaDevices, Action<string> warn)
    {
        if (gpuDeviceId is not { } id)
            return null;
        if (id >= 0 && id < cudaDevices)
            return id;
        var found = cudaDevices == 0
            ? "the libtorch in use has no CUDA device"
            : $"the libtorch in use has {cudaDevices} CUDA device{(cudaDevices == 1 ? "" : "s")}, numbered from 0";
        if (!fallbackToCpu)
        {
            throw new InvalidOperationException(
                $"MLContext.GpuDeviceId is {id}; {found}. Add a CUDA package of TorchSharp to the application, correct the number, set " +
                "MLContext.FallbackToCpu to true, or leave GpuDeviceId unset.");
        }

        warn($"MLContext.GpuDeviceId is {id}; {found}. Training runs on the processor instead.");
        return null;
    }
}
