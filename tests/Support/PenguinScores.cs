using System.Globalization;
using Microsoft.ML;
using MlNetDl.Samples.Penguins;

namespace MlNetDl.Tests.Support;

/// <summary>The scores a model gives to penguins, a line a row, as bits.</summary>
internal static class PenguinScores
{
    public static string[] OfBatch(MLContext mlContext, ITransformer model, IDataView data)
        => [.. mlContext.Data.CreateEnumerable<Scored>(model.Transform(data), reuseRowObject: false).Select(Bits)];

    public static string[] OfSingleRows(MLContext mlContext, ITransformer model, IDataView data)
    {
        using var engine = mlContext.Model.CreatePredictionEngine<Penguin, Scored>(model);
        return [.. mlContext.Data.CreateEnumerable<Penguin>(data, reuseRowObject: false).Select(penguin => Bits(engine.Predict(penguin)))];
    }

    private static string Bits(Scored row)
        => string.Join(' ', row.Score.Select(score => BitConverter.SingleToUInt32Bits(score).ToString("x8", CultureInfo.InvariantCulture)));

    private sealed class Scored
    {
        public float[] Score { get; set; } = [];
    }
}
