using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Trainers;
using MlNetDl.Transforms;

namespace MlNetDl.Tests.Support;

/// <summary>Three classes of rows, scattered around three centres: enough to learn in a few epochs.</summary>
internal static class Blobs
{
    private static readonly string[] _species = ["ant", "bee", "cat"];

    /// <summary>So many rows, the same each time; the classes take turns.</summary>
    public static Blob[] Rows(int rows, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(row => new Blob
        {
            Number = row,
            Species = _species[row % 3],
            Length = Near(row % 3 == 0 ? 10 : 0),
            Width = Near(row % 3 == 1 ? 5 : -5),
            Weight = 1000 * Near(row % 3 == 2 ? 1 : -1),
        })];

        float Near(float centre) => centre + (float)(random.NextDouble() + random.NextDouble() - 1);
    }

    /// <summary>Rows with what a trainer needs: <c>Label</c>, a key, and <c>Features</c> with slot names.</summary>
    public static IDataView Data(MLContext mlContext, int rows = 90, int seed = 1)
    {
        var data = mlContext.Data.LoadFromEnumerable(Rows(rows, seed));
        return Preparation(mlContext).Fit(mlContext.Data.LoadFromEnumerable(Rows(3))).Transform(data);
    }

    /// <summary>The steps before the trainer.</summary>
    public static EstimatorChain<ColumnConcatenatingTransformer> Preparation(MLContext mlContext) => mlContext.Transforms.Conversion
        .MapValueToKey("Label", nameof(Blob.Species))
        .Append(mlContext.Transforms.Concatenate("Features", nameof(Blob.Length), nameof(Blob.Width), nameof(Blob.Weight)));

    /// <summary>Options of a fit that takes milliseconds.</summary>
    public static MlpTrainer.Options Options(int? seed = 1) =>
        new() { HiddenLayers = [8], NumberOfEpochs = 5, AutoRegularization = AutoRegularization.Off, Seed = seed };

    /// <summary>A small model of <see cref="Data"/>.</summary>
    public static MulticlassNetworkTransformer Model(MLContext mlContext) =>
        new MlpMulticlassTrainer(mlContext, Options()).Fit(Data(mlContext));
}

internal sealed class Blob
{
    public int Number { get; set; }

    public string Species { get; set; } = "";

    public float Length { get; set; }

    public float Width { get; set; }

    public float Weight { get; set; }
}

internal sealed class BlobScore
{
    public int Number { get; set; }

    public float[] Score { get; set; } = [];
}
