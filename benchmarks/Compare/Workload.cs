namespace MlNetDl.Benchmarks.Compare;

/// <summary>What both sides train: the shape of the network, and how many steps over how many rows.</summary>
internal sealed record Workload(int Inputs, int[] HiddenLayers, int Classes, int BatchSize, int Rows, int Epochs)
{
    public const float LearningRate = 0.001f;

    /// <summary>Row counts are multiples of the batch size, and give the plain loop one to two seconds.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new(20, [64, 64], 3, BatchSize: 32, Rows: 8_000, Epochs: 8),
        new(50, [256, 128], 3, BatchSize: 256, Rows: 16_384, Epochs: 12),
        new(784, [256], 10, BatchSize: 256, Rows: 15_360, Epochs: 6),
    ];

    /// <summary>The widths, as in <c>20-64-64-3</c>.</summary>
    public string Shape => string.Join('-', [Inputs, .. HiddenLayers, Classes]);

    public int Steps => Epochs * ((Rows + BatchSize - 1) / BatchSize);
}
