using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlNetDl.Samples.Penguins;

/// <summary>The data and the steps before and after the trainer.</summary>
internal static class PenguinPipeline
{
    private static readonly InputOutputColumnPair[] _measurements = [.. new[]
    {
        nameof(Penguin.BillLength), nameof(Penguin.BillDepth), nameof(Penguin.FlipperLength), nameof(Penguin.BodyMass),
    }.Select(name => new InputOutputColumnPair(name))];

    private static readonly InputOutputColumnPair[] _categories = [new(nameof(Penguin.Island)), new(nameof(Penguin.Sex))];

    public static IDataView Load(MLContext mlContext, string path)
        => mlContext.Data.LoadFromTextFile<Penguin>(path, new TextLoader.Options
        {
            HasHeader = true,
            Separators = [','],
            // Without it an empty cell is read as 0.
            MissingRealsAsNaNs = true,
        });

    public static IEstimator<ITransformer> EndingIn(MLContext mlContext, IEstimator<ITransformer> trainer)
        => mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Penguin.Species))
            .Append(mlContext.Transforms.ReplaceMissingValues(_measurements, MissingValueReplacingEstimator.ReplacementMode.Mean))
            .Append(mlContext.Transforms.Categorical.NaNAwareOneHotEncoding(_categories))
            .Append(mlContext.Transforms.Concatenate(
                "Features", [.. _measurements.Concat(_categories).Select(pair => pair.OutputColumnName)]))
            .Append(trainer)
            .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
}
