using System.Globalization;
using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;

namespace MlNetDl.Tests.Cases;

/// <summary>The shared file <c>mixed.csv</c>, of a text, a number, a Boolean and a target, and the model of it.</summary>
internal static class MixedCase
{
    public const int HiddenUnits = 16;

    public static MixedRow[] Rows() =>
    [
        .. File.ReadLines(SharedCases.PathTo("mixed.csv")).Skip(1).Select(line => line.Split(',')).Select(cells => new MixedRow
        {
            City = cells[0],
            Size = cells[1].Length == 0 ? float.NaN : float.Parse(cells[1], CultureInfo.InvariantCulture),
            Flag = bool.Parse(cells[2]),
            Y = float.Parse(cells[3], CultureInfo.InvariantCulture),
        }),
    ];

    /// <summary>The fitted steps: city and flag encoded, a missing size replaced, all concatenated, and a regression on y.</summary>
    public static ITransformer Model(MLContext mlContext) =>
        mlContext.Transforms.Categorical.NaNAwareOneHotEncoding([new(nameof(MixedRow.City)), new(nameof(MixedRow.Flag))])
            .Append(mlContext.Transforms.ReplaceMissingValues(nameof(MixedRow.Size)))
            .Append(mlContext.Transforms.Concatenate("Features", nameof(MixedRow.City), nameof(MixedRow.Flag), nameof(MixedRow.Size)))
            .Append(new MlpTrainer(mlContext, new MlpTrainer.Options
            {
                LabelColumnName = nameof(MixedRow.Y),
                HiddenLayers = [HiddenUnits],
                NumberOfEpochs = 20,
                Seed = 1,
            }))
            .Fit(mlContext.Data.LoadFromEnumerable(Rows()));
}

internal sealed class MixedRow
{
    public string? City { get; set; }

    public float Size { get; set; }

    public bool Flag { get; set; }

    public float Y { get; set; }
}

internal sealed class MixedScore
{
    public float Score { get; set; }
}
