using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;

namespace MlNetDl.Tests.Around;

/// <summary>A row of the diamonds, whose cut is hard to tell from the rest.</summary>
internal sealed class DiamondRow
{
    public string Cut { get; set; } = "";

    public string Color { get; set; } = "";

    public string Clarity { get; set; } = "";

    /// <summary>Carat, depth, table, price, x, y and z.</summary>
    [VectorType(7)]
    public float[] Numbers { get; set; } = [];

    /// <summary>The first so many rows of the training file.</summary>
    public static DiamondRow[] Head(int rows) =>
    [
        .. File.ReadLines(Path.Combine(SharedData.Folder("diamonds"), "train.csv")).Skip(1).Take(rows).Select(line => line.Split(','))
            .Select(cells => new DiamondRow
            {
                Cut = cells[1], Color = cells[2], Clarity = cells[3],
                Numbers = [.. new[] { 0, 4, 5, 6, 7, 8, 9 }.Select(i => float.Parse(cells[i], CultureInfo.InvariantCulture))],
            }),
    ];

    public static EstimatorChain<ColumnConcatenatingTransformer> Preparation(MLContext mlContext) => mlContext.Transforms.Conversion
        .MapValueToKey("Label", nameof(Cut))
        .Append(mlContext.Transforms.Categorical.NaNAwareOneHotEncoding([new(nameof(Color)), new(nameof(Clarity))]))
        .Append(mlContext.Transforms.Concatenate("Features", nameof(Numbers), nameof(Color), nameof(Clarity)));
}
