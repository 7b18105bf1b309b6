using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Network;

namespace MlNetDl.Trainers.Training;

internal static class GradientSources
{
    public static IGradientSource Create(IHostEnvironment env, NetworkArchitecture architecture, int batchSize, int rows) =>
        new CpuGradientSource(architecture, batchSize, rows);
}
