using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;

namespace MlNetDl.Tests.Generalization;

/// <summary>Rows whose label says next to nothing: a network soon learns them by heart, and validation rows show it.</summary>
internal static class NoisyFlags
{
    public static IDataView Data(MLContext mlContext, int rows, int seed)
    {
        var noise = new Random(seed);
        var slopes = Slopes.Rows(rows, seed);
        foreach (var row in slopes)
        {
            row.Flag = row.Flag ? noise.Next(10) < 7 : noise.Next(10) < 3;
            row.Value = noise.Next(3);
        }

        return Slopes.Data(mlContext, slopes);
    }

    /// <summary>Options with which it happens in some ten epochs.</summary>
    public static MlpTrainer.Options Options(string label = nameof(Slope.Flag)) => new()
    {
        LabelColumnName = label,
        HiddenLayers = [32, 32],
        AutoRegularization = AutoRegularization.Off,
        Dropout = 0,
        WeightDecay = 0,
        LearningRate = 0.02f,
        LearningRateSchedule = LearningRateSchedule.Constant,
        NumberOfEpochs = 60,
        BatchSize = 16,
        Seed = 1,
    };
}
