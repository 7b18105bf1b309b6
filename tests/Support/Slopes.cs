using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Trainers;
using MlNetDl.Transforms;

namespace MlNetDl.Tests.Support;

/// <summary>
/// Rows whose <c>Value</c> is a curved function of two features and some noise, and whose <c>Flag</c> tells whether it is high.
/// </summary>
internal static class Slopes
{
    /// <summary>So many rows, the same each time; the flags are about half and half.</summary>
    public static Slope[] Rows(int rows, int seed = 1, float mean = 0, float scale = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(row =>
        {
            var (x, y) = (Draw(), Draw());
            var z = x + (y * y / 2) - 0.5f + (0.1f * Draw());
            return new Slope { Number = row, X = x, Y = 100 + (10 * y), Value = mean + (scale * z), Flag = z > 0, Weight = 1 + (row % 3) };
        })];

        float Draw() => (float)((random.NextDouble() + random.NextDouble() - 1) * 2.5);
    }

    /// <summary>Rows with their <c>Features</c>.</summary>
    public static IDataView Data(MLContext mlContext, int rows = 120, int seed = 1) => Data(mlContext, Rows(rows, seed));

    /// <inheritdoc cref="Data(MLContext, int, int)"/>
    public static IDataView Data(MLContext mlContext, IEnumerable<Slope> rows)
    {
        var data = mlContext.Data.LoadFromEnumerable(rows);
        return Preparation(mlContext).Fit(data).Transform(data);
    }

    /// <summary>The steps before the trainer.</summary>
    public static IEstimator<ColumnConcatenatingTransformer> Preparation(MLContext mlContext) =>
        mlContext.Transforms.Concatenate("Features", nameof(Slope.X), nameof(Slope.Y));

    /// <summary>Options of a fit that takes milliseconds.</summary>
    public static MlpTrainer.Options Options(string label) =>
        new() { LabelColumnName = label, HiddenLayers = [8], NumberOfEpochs = 5, AutoRegularization = AutoRegularization.Off, Seed = 1 };

    /// <summary>A small model of the flags.</summary>
    public static BinaryNetworkTransformer Binary(MLContext mlContext) =>
        new MlpBinaryTrainer(mlContext, Options(nameof(Slope.Flag))).Fit(Data(mlContext));

    /// <summary>A small model of the values.</summary>
    public static RegressionNetworkTransformer Regression(MLContext mlContext) =>
        new MlpRegressionTrainer(mlContext, Options(nameof(Slope.Value))).Fit(Data(mlContext));
}

internal sealed class Slope
{
    public int Number { get; set; }

    public float X { get; set; }

    public float Y { get; set; }

    public bool Flag { get; set; }

    public float Value { get; set; }

    public float Weight { get; set; }
}

/// <summary>What a binary model adds to a <see cref="Slope"/>; a regression model gives the score alone.</summary>
internal sealed class SlopeScore
{
    public float Score { get; set; }

    public float Probability { get; set; }

    public bool PredictedLabel { get; set; }
}
