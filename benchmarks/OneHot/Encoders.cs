using Microsoft.ML;

namespace MlNetDl.Benchmarks.OneHot;

/// <summary>The two encodings, with their default options.</summary>
internal static class Encoders
{
    public static IEstimator<ITransformer> Ours(MLContext mlContext, InputOutputColumnPair[] columns)
        => mlContext.Transforms.Categorical.NaNAwareOneHotEncoding(columns);

    public static IEstimator<ITransformer> MlNets(MLContext mlContext, InputOutputColumnPair[] columns)
        => mlContext.Transforms.Categorical.OneHotEncoding(columns);
}
