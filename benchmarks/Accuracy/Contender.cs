using Microsoft.ML;
using Microsoft.ML.Transforms;
using MlNetDl.Benchmarks.Tables;
using MlNetDl.Trainers;

namespace MlNetDl.Benchmarks.Accuracy;

/// <summary>What is fitted to the features of a table.</summary>
/// <param name="Name">What it is called in the tables.</param>
/// <param name="Create">Makes the trainer; a context's seed is also that of a network.</param>
internal sealed record Contender(string Name, Func<MLContext, IEstimator<ITransformer>> Create)
{
    public const string Default = "MlpTrainer, default";
    public const string LightGbm = "LightGbm";

    /// <summary>Ours at each level, and ML.NET's with their default options.</summary>
    public static IReadOnlyList<Contender> All(TableSet set) => [.. Ours(set), .. set.IsRegression ? Regression(set) : Binary(set)];

    private static IEnumerable<Contender> Ours(TableSet set)
    {
        yield return Network("MlpTrainer, plain", () => new MlpTrainer.Options().Plain());
        yield return Network("MlpTrainer, piecewise linear", () => new MlpTrainer.Options
        {
            Members = 1,
            NumericEncoding = NumericEncoding.PiecewiseLinear,
            AutoRegularization = AutoRegularization.Off,
        });
        yield return Network(Default, () => new MlpTrainer.Options());

        Contender Network(string name, Func<MlpTrainer.Options> options) => new(name, mlContext =>
        {
            var its = options();
            its.LabelColumnName = set.Label;
            return new MlpTrainer(mlContext, its);
        });
    }

    private static IEnumerable<Contender> Binary(TableSet set) =>
    [
        new(LightGbm, mlContext => mlContext.BinaryClassification.Trainers.LightGbm(set.Label)),
        new("FastTree", mlContext => mlContext.BinaryClassification.Trainers.FastTree(set.Label)),
        new("LbfgsLogisticRegression", mlContext => Normalize(mlContext)
            .Append(mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression(set.Label))),
    ];

    private static IEnumerable<Contender> Regression(TableSet set) =>
    [
        new(LightGbm, mlContext => mlContext.Regression.Trainers.LightGbm(set.Label)),
        new("FastTree", mlContext => mlContext.Regression.Trainers.FastTree(set.Label)),
        new("Sdca", mlContext => Normalize(mlContext).Append(mlContext.Regression.Trainers.Sdca(set.Label))),
    ];

    // Both of ML.NET's linear trainers ask for it, as the trees and ours do not.
    private static NormalizingEstimator Normalize(MLContext mlContext) =>
        mlContext.Transforms.NormalizeMeanVariance(TableSet.Features, fixZero: false);
}
