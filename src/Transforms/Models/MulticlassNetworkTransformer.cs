using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Internal.Utilities;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.Models;

[assembly: LoadableClass(typeof(MulticlassNetworkTransformer), null, typeof(SignatureLoadModel),
    "Multiclass network transformer", MulticlassNetworkTransformer.LoaderSignature)]

namespace MlNetDl.Transforms;

/// <summary>
/// Adds <c>PredictedLabel</c>, a key, and <c>Score</c>, the classes' probabilities, with the annotations that ML.NET's own
/// multiclass models give them.
/// </summary>
public sealed class MulticlassNetworkTransformer : NetworkTransformer<MulticlassNetworkModelParameters>
{
    internal const string LoaderSignature = "MlNetDlMulticlassXfer";

    internal MulticlassNetworkTransformer(
        IHostEnvironment env, MulticlassNetworkModelParameters model, DataViewSchema trainSchema, string featureColumn, string labelColumn)
        : base(env.Register(LoaderSignature), model, trainSchema, featureColumn, labelColumn)
    {
    }

    private MulticlassNetworkTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
    }

    /// <inheritdoc/>
    protected override void SaveCore(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        base.SaveCore(ctx);
    }

    private protected override RowToRowScorerBase CreateScorer(RoleMappedSchema schema) => new MulticlassClassificationScorer(
        Host, new MulticlassClassificationScorer.Arguments(), new EmptyDataView(Host, TrainSchema), BindModel(schema), schema);

    private protected override Delegate CreateGetter(DataViewSchema.Column column, BatchScores scores) => column.Name switch
    {
        DefaultColumnNames.Score =>
            (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => Model.GetScore(scores.Buffer, scores.Current, ref value)),
        DefaultColumnNames.PredictedLabel =>
            (ValueGetter<uint>)((ref uint value) => value = (uint)(MathUtils.ArgMax(scores.Buffer.Output(scores.Current)) + 1)),
        _ => throw Host.Except($"Column '{column.Name}' is not one of this model's."),
    };

    // Called by ML.NET when it loads a model.
    private static MulticlassNetworkTransformer Create(IHostEnvironment env, ModelLoadContext ctx) =>
        new(InternalsGuard.Check(env).Register(LoaderSignature), ModelVersion.Check(ctx, GetVersionInfo()));

    private static VersionInfo GetVersionInfo() => ModelVersion.First("DLMCXFER", LoaderSignature);
}
