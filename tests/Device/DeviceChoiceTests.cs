using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Device;

public class DeviceChoiceTests
{
    [Theory]
    [InlineData(null, false, 0, null)]
    [InlineData(null, true, 2, null)]
    [InlineData(0, false, 1, 0)]
    [InlineData(0, true, 1, 0)]
    [InlineData(1, false, 2, 1)]
    public void A_device_that_is_there_is_taken_and_without_a_number_the_processor(
        int? gpuDeviceId, bool fallbackToCpu, int cudaDevices, int? expected)
    {
        Assert.Equal(expected, DeviceChoice.Resolve(gpuDeviceId, fallbackToCpu, cudaDevices, Unexpected));

        static void Unexpected(string message) => Assert.Fail(message);
    }

    [Theory]
    [InlineData(0, 0, "the libtorch in use has no CUDA device")]
    [InlineData(1, 1, "the libtorch in use has 1 CUDA device, numbered from 0")]
    [InlineData(2, 2, "the libtorch in use has 2 CUDA devices, numbered from 0")]
    [InlineData(-1, 2, "the libtorch in use has 2 CUDA devices, numbered from 0")]
    public void One_that_is_not_there_is_refused_or_with_a_warning_replaced(int gpuDeviceId, int cudaDevices, string found)
    {
        var warnings = new List<string>();

        var error = Assert.Throws<InvalidOperationException>(
            () => DeviceChoice.Resolve(gpuDeviceId, fallbackToCpu: false, cudaDevices, warnings.Add));
        Assert.Empty(warnings);
        var device = DeviceChoice.Resolve(gpuDeviceId, fallbackToCpu: true, cudaDevices, warnings.Add);

        Assert.Null(device);
        Assert.Equal(
            $"MLContext.GpuDeviceId is {gpuDeviceId}; {found}. Add a CUDA package of TorchSharp to the application, correct the number, "
            + "set MLContext.FallbackToCpu to true, or leave GpuDeviceId unset.",
            error.Message);
        Assert.Equal([$"MLContext.GpuDeviceId is {gpuDeviceId}; {found}. Training runs on the processor instead."], warnings);
    }
}
