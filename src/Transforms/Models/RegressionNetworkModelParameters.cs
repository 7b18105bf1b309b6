using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Trainers;
using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.Models;

[assembly: LoadableClass(typeof(RegressionNetworkModelParameters), null, typeof(SignatureLoadModel),
    "Regression network", RegressionNetworkModelParameters.LoaderSignature)]

namespace MlNetDl.Transforms;

/// <summary>What a network for regression has learned. Its <c>Score</c> is the predicted label, in the label's own units.</summary>
public sealed class RegressionNetworkModelParameters : NetworkModelParameters<float>
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

    internal TargetScaling Target { get; }

    private protected override DataViewType OutputType => NumberDataViewType.Single;

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
