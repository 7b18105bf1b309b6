using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Numeric;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlNetDl.Trainers;
using MlNetDl.Transforms;
using MlNetDl.Transforms.Inspection;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.Models;

[assembly: LoadableClass(typeof(RegressionNetworkModelParameters), null, typeof(SignatureLoadModel),
    "Regression network", RegressionNetworkModelParameters.LoaderSignature)]

namespace MlNetDl.Transforms;

/// <summary>What a network for regression has learned. Its <c>Score</c> is the predicted label, in the label's own units.</summary>
public sealed class RegressionNetworkModelParameters
    : NetworkModelParameters<float>, ICalculateFeatureContribution, IFeatureContributionMapper
{
    internal const string LoaderSignature = "MlNetDlRegressionModel";

    internal RegressionNetworkModelParameters(IHostEnvironment env, FittedNetwork network, TargetScaling target, TrainingHistory history)
        : base(env, LoaderSignature, network, history) => Target = target;

    private RegressionNetworkModelParameters(IHost host, ModelLoadContext ctx)
        : base(host, LoaderSignature, ctx)
    {
        // *** Binary format ***
        // <base info>
        // float: the offset of the target
        // float: the scale of the target
        Host.CheckDecode(Network.Outputs == 1, "The network in the model file must have one output.");
        Target = new TargetScaling(ctx.Reader.ReadSingle(), ctx.Reader.ReadSingle());
        Host.CheckDecode(
            float.IsFinite(Target.Offset) && float.IsFinite(Target.Scale) && Target.Scale > 0,
            "The scaling of the label in the model file must be finite numbers.");
    }

    /// <inheritdoc/>
    protected override PredictionKind PredictionKind => PredictionKind.Regression;

    FeatureContributionCalculator ICalculateFeatureContribution.FeatureContributionCalculator => new(this);

    internal TargetScaling Target { get; }

    private protected override DataViewType OutputType => NumberDataViewType.Single;

    // What ML.NET's own linear models give: weight times feature, of which the largest are kept.
    ValueMapper<TSource, VBuffer<float>> IFeatureContributionMapper.GetFeatureContributionMapper<TSource, TContributions>(
        int top, int bottom, bool normalize)
    {
        Host.Check(typeof(TSource) == typeof(VBuffer<float>));
        CheckLinear();

        var weights = LinearNetwork.Weights(Network, 0, Target);
        ValueMapper<VBuffer<float>, VBuffer<float>> map = (in VBuffer<float> features, ref VBuffer<float> contributions) =>
        {
            Host.Check(
                features.Length == weights.Length,
                $"The feature vector has {features.Length} slots; the model was trained on {weights.Length}.");
            features.CopyToDense(ref contributions);
            var values = VBufferEditor.CreateFromBuffer(ref contributions).Values;
            for (var slot = 0; slot < values.Length; slot++)
                values[slot] = (float)(weights[slot] * values[slot]);
            VectorUtils.SparsifyNormalize(ref contributions, top, bottom, normalize);
        };
        return (ValueMapper<TSource, VBuffer<float>>)(Delegate)map;
    }

    /// <exception cref="InvalidOperationException">The network is not linear.</exception>
    internal void CheckLinear()
    {
        if (!LinearNetwork.IsLinear(Network))
        {
            throw Host.Except(
                "CalculateFeatureContribution: the network is not linear in its features, so that none has a share of its own; only " +
                "models of LinearRegressionTrainer are. PermutationFeatureImportance and PermutationColumnImportance tell what other " +
                "models use.");
        }
    }

    /// <inheritdoc/>
    protected override void SaveCore(ModelSaveContext ctx)
    {
        base.SaveCore(ctx);
        ctx.SetVersionInfo(GetVersionInfo());
        SaveNetwork(ctx);
        ctx.Writer.Write(Target.Offset);
        ctx.Writer.Write(Target.Scale);
    }

    internal override void GetScore(ScoringBuffer buffer, int row, ref float score) => score = buffer.Output(row)[0];

    private protected override void FinishOutputs(ScoringBuffer buffer, int rows)
    {
        for (var row = 0; row < rows; row++)
            buffer.Output(row)[0] = Target.Undo(buffer.Output(row)[0]);
    }

    private protected override void FinishOnnx(NetworkOnnx graph, IReadOnlyDictionary<string, string> predictions)
    {
        var scaled = graph.Add("Mul", graph.Outputs, graph.Constant(Target.Scale));
        graph.Finish(graph.Add("Add", scaled, graph.Constant(Target.Offset)), predictions[DefaultColumnNames.Score]);
    }

    // Called by ML.NET when it loads a model.
    private static RegressionNetworkModelParameters Create(IHostEnvironment env, ModelLoadContext ctx) =>
        new(InternalsGuard.Check(env).Register(LoaderSignature), ModelVersion.Check(ctx, GetVersionInfo()));

    private static VersionInfo GetVersionInfo() => ModelVersion.First("DLREMODL", LoaderSignature);
}
