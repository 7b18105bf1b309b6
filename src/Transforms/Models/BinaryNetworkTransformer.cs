using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.Models;

[assembly: LoadableClass(typeof(BinaryNetworkTransformer), null, typeof(SignatureLoadModel),
    "Binary network transformer", BinaryNetworkTransformer.LoaderSignature)]

namespace MlNetDl.Transforms;

/// <summary>
/// Adds <c>PredictedLabel</c>, a Boolean, <c>Score</c>, the log-odds of <see langword="true"/>, and <c>Probability</c>, with the
/// annotations that ML.NET's own calibrated binary models give them.
/// </summary>
public sealed class BinaryNetworkTransformer : NetworkTransformer<BinaryNetworkModelParameters>
{
    internal const string LoaderSignature = "MlNetDlBinaryXfer";

    internal BinaryNetworkTransformer(
        IHostEnvironment env, BinaryNetworkModelParameters model, DataViewSchema trainSchema, string featureColumn, string labelColumn)
        : base(env.Register(LoaderSignature), model, trainSchema, featureColumn, labelColumn)
    {
    }

    private BinaryNetworkTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
    }

    /// <inheritdoc/>
    protected override void SaveCore(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        base.SaveCore(ctx);
    }

    private protected override RowToRowScorerBase CreateScorer(RoleMappedSchema schema) => new BinaryClassifierScorer(
        Host, new BinaryClassifierScorer.Arguments(), new EmptyDataView(Host, TrainSchema), BindModel(schema), schema);

    private protected override Delegate CreateGetter(DataViewSchema.Column column, BatchScores scores) => column.Name switch
    {
        DefaultColumnNames.Score =>
            (ValueGetter<float>)((ref float value) => Model.GetScore(scores.Buffer, scores.Current, ref value)),
        DefaultColumnNames.Probability =>
            (ValueGetter<float>)((ref float value) =>
                value = BinaryNetworkModelParameters.Probability(scores.Buffer.Output(scores.Current)[0])),
        DefaultColumnNames.PredictedLabel =>
            (ValueGetter<bool>)((ref bool value) => value = scores.Buffer.Output(scores.Current)[0] > 0),
        _ => throw Host.Except($"Column '{column.Name}' is not one of this model's."),
    };

    // Called by ML.NET when it loads a model.
    private static BinaryNetworkTransformer Create(IHostEnvironment env, ModelLoadContext ctx) =>
        new(InternalsGuard.Check(env).Register(LoaderSignature), ModelVersion.Check(ctx, GetVersionInfo()));

    private static VersionInfo GetVersionInfo() => ModelVersion.First("DLBIXFER", LoaderSignature);
}
