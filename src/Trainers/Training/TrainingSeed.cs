using Microsoft.ML.Runtime;

namespace MlNetDl.Trainers.Training;

/// <summary>Where a fit's seed comes from.</summary>
internal static class TrainingSeed
{
    /// <summary>
    /// The option, else the context's, else that of the checkpoint to resume at, else a new one, which is logged and so can be set.
    /// </summary>
    public static int Resolve(int? option, IHostEnvironment env, int? resumed) =>
        option ?? (env as IHostEnvironmentInternal)?.Seed ?? resumed ?? Random.Shared.Next();
}
