using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlNetDl.Tests.Sources;

/// <summary>A row of California housing, where bedrooms may be missing.</summary>
internal sealed class House
{
    private static readonly InputOutputColumnPair[] _numbers = [.. new[]
    {
        nameof(Longitude), nameof(Latitude), nameof(Age), nameof(Rooms), nameof(Bedrooms), nameof(Population), nameof(Households),
        nameof(Income),
    }.Select(name => new InputOutputColumnPair(name))];

    [LoadColumn(0)]
    public float Longitude { get; set; }

    [LoadColumn(1)]
    public float Latitude { get; set; }

    [LoadColumn(2)]
    public float Age { get; set; }

    [LoadColumn(3)]
    public float Rooms { get; set; }

    [LoadColumn(4)]
    public float Bedrooms { get; set; }

    [LoadColumn(5)]
    public float Population { get; set; }

    [LoadColumn(6)]
    public float Households { get; set; }

    [LoadColumn(7)]
    public float Income { get; set; }

    [LoadColumn(8)]
    public float Value { get; set; }

    [LoadColumn(9)]
    public string Ocean { get; set; } = "";

    /// <summary>Predicts the value from all the rest.</summary>
    public static IEstimator<ITransformer> EndingIn(MLContext mlContext, IEstimator<ITransformer> trainer)
        => mlContext.Transforms.ReplaceMissingValues(_numbers, MissingValueReplacingEstimator.ReplacementMode.Mean)
            .Append(mlContext.Transforms.Categorical.NaNAwareOneHotEncoding(nameof(Ocean)))
            .Append(mlContext.Transforms.Concatenate("Features", [.. _numbers.Select(pair => pair.OutputColumnName), nameof(Ocean)]))
            .Append(trainer);
}
