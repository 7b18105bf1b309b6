using MlNetDl.Trainers;

namespace MlNetDl.Benchmarks.Accuracy.Switch;

/// <summary>The options that a number of rows chooses between.</summary>
internal static class Recipes
{
    public static IReadOnlyList<(string Name, Func<MlpTrainer.Options> Options)> All => [Few, FewWithPieces, Many];

    public static (string Name, Func<MlpTrainer.Options> Options) Few { get; } = ("few rows'", () => new()
    {
        AutoRegularization = AutoRegularization.On,
        NumericEncoding = NumericEncoding.Standardize,
        Members = 1,
    });

    public static (string Name, Func<MlpTrainer.Options> Options) FewWithPieces { get; } = ("few rows' with pieces", () => new()
    {
        AutoRegularization = AutoRegularization.On,
        NumericEncoding = NumericEncoding.PiecewiseLinear,
        Members = 1,
    });

    public static (string Name, Func<MlpTrainer.Options> Options) Many { get; } = ("many rows'", () => new()
    {
        AutoRegularization = AutoRegularization.Off,
        NumericEncoding = NumericEncoding.PiecewiseLinear,
        Members = 4,
    });
}
