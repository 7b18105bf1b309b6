using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Runtime;
using MlNetDl.Trainers;
using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.Models;

[assembly: LoadableClass(typeof(BinaryNetworkModelParameters), null, typeof(SignatureLoadModel),
    "Binary network", BinaryNetworkModelParameters.LoaderSignature)]

namespace MlNetDl.Transforms;

/// <summary>
/// What a network for binary classification has learned. Its <c>Score</c> is the log-odds of the positive class, its
/// <c>Probability</c> the logistic function of the score.
/// </summary>
public sealed class BinaryNetworkModelParameters
    : NetworkModelParameters<float>, IValueMapperDist, IDistPredictorProducing<float, float>, ISingleCanSaveOnnx
{
    internal const string LoaderSignature = "MlNetDlBinaryModel";

    internal BinaryNetworkModelParameters(IHostEnvironment env, FittedNetwork network, TrainingHistory history)
        : base(env, LoaderSignature, network, history)
    {
    }

    private BinaryNetworkModelParameters(IHost host, ModelLoadContext ctx)
        : base(host, LoaderSignature, ctx) => Host.CheckDecode(Network.Outputs == 1, "The network in the model file must have one output.");

    DataViewType IValueMapperDist.DistType => NumberDataViewType.Single;

    /// <inheritdoc/>
    protected override PredictionKind PredictionKind => PredictionKind.BinaryClassification;

    private protected override DataViewType OutputType => NumberDataViewType.Single;

    bool ICanSaveOnnx.CanSaveOnnx(OnnxContext ctx) => true;

    // Called where ML.NET's own transformers have the model, such as one-versus-all; they write PredictedLabel themselves, or need none.
    bool ISingleCanSaveOnnx.SaveAsOnnx(OnnxContext ctx, string[] outputNames, string featureColumn)
    {
        ctx.CheckOpSetVersion(NetworkOnnx.MinimumOpSet, LoaderSignature);
        FinishScores(new NetworkOnnx(ctx, Network, featureColumn, DefaultColumnNames.Score), outputNames[1], outputNames[2]);
        return true;
    }

    ValueMapper<TSource, TDestination, TDistribution> IValueMapperDist.GetMapper<TSource, TDestination, TDistribution>()
    {
        Host.Check(typeof(TSource) == typeof(VBuffer<float>));
        Host.Check(typeof(TDestination) == typeof(float));
        Host.Check(typeof(TDistribution) == typeof(float));

        var scoreRow = CreateRowScorer();
        ValueMapper<VBuffer<float>, float, float> map = (in VBuffer<float> features, ref float score, ref float probability) =>
        {
            GetScore(scoreRow(in features), 0, ref score);
            probability = Probability(score);
        };
        return (ValueMapper<TSource, TDestination, TDistribution>)(Delegate)map;
    }

    /// <summary>The probability of the positive class that log-odds stand for.</summary>
    internal static float Probability(float score) => 1 / (1 + MathF.Exp(-score));

    /// <inheritdoc/>
    protected override void SaveCore(ModelSaveContext ctx)
    {
        base.SaveCore(ctx);
        ctx.SetVersionInfo(GetVersionInfo());
        SaveNetwork(ctx);
    }

    internal override void GetScore(ScoringBuffer buffer, int row, ref float score) => score = buffer.Output(row)[0];

    private protected override void FinishOutputs(ScoringBuffer buffer, int rows)
    {
    }

    private protected override void FinishOnnx(NetworkOnnx graph, IReadOnlyDictionary<string, string> predictions)
        => FinishScores(graph, predictions[DefaultColumnNames.Score], predictions[DefaultColumnNames.Probability]);

    private static void FinishScores(NetworkOnnx graph, string score, string probability)
    {
        graph.Finish(graph.Outputs, score);
        graph.Finish(graph.Add("Sigmoid", graph.Outputs), probability);
    }

    // Called by ML.NET when it loads a model.
    private static BinaryNetworkModelParameters Create(IHostEnvironment env, ModelLoadContext ctx) =>
        new(InternalsGuard.Check(env).Register(LoaderSignature), ModelVersion.Check(ctx, GetVersionInfo()));

    private static VersionInfo GetVersionInfo() => ModelVersion.First("DLBIMODL", LoaderSignature);
}
