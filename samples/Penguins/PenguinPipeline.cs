using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Samples.Penguins;

/// <summary>The data and the steps before and after the trainer.</summary>
internal static class PenguinPipeline
{
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
            .Append(mlContext.Transforms.TabularFeatures("Features", Schema(mlContext), label: nameof(Penguin.Species)))
            .Append(trainer)
            .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

    // The class has the columns as the file does: no rows are needed to know them.
    private static DataViewSchema Schema(MLContext mlContext) => mlContext.Data.LoadFromEnumerable(Array.Empty<Penguin>()).Schema;
}
