using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MlNetDl.ModelSelection.Search;

/// <summary>The context in which one fit runs.</summary>
internal static class StudyContext
{
    /// <summary>
    /// A new context: the random numbers of a shared one would depend on the order in which the components of different trials come by.
    /// </summary>
    public static MLContext Like(IHostEnvironment env)
    {
        var settings = (IHostEnvironmentInternal)env;
        return new MLContext(SeedOf(env))
        {
            GpuDeviceId = settings.GpuDeviceId,
            FallbackToCpu = settings.FallbackToCpu,
            TempFilePath = settings.TempFilePath,
        };
    }

    public static int SeedOf(IHostEnvironment env) => ((IHostEnvironmentInternal)env).Seed ?? 0;

    public static void Cancel(MLContext mlContext) => mlContext.CancelExecution();
}
