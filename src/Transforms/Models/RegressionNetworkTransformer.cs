using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.Models;

[assembly: LoadableClass(typeof(RegressionNetworkTransformer), null, typeof(SignatureLoadModel),
    "Regression network transformer", RegressionNetworkTransformer.LoaderSignature)]

namespace MlNetDl.Transforms;

/// <summary>
/// Adds <c>Score</c>, the predicted label in the label's own units, with the annotations that ML.NET's own regression models
/// give it.
/// </summary>
public sealed class RegressionNetworkTransformer : NetworkTransformer<RegressionNetworkModelParameters>
{
    internal const string LoaderSignature = "MlNetDlRegressionXfer";

    internal RegressionNetworkTransformer(
        IHostEnvironment env, RegressionNetworkModelParameters model, DataViewSchema trainSchema, string featureColumn, string labelColumn)
        : base(env.Register(LoaderSignature), model, trainSchema, featureColumn, labelColumn)
    {
    }

    private RegressionNetworkTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
    }

    /// <inheritdoc/>
    protected override void SaveCore(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        base.SaveCore(ctx);
    }

    private protected override RowToRowScorerBase CreateScorer(RoleMappedSchema schema) => new GenericScorer(
        Host, new GenericScorer.Arguments(), new EmptyDataView(Host, TrainSchema), BindModel(schema), schema);

    private protected override Delegate CreateGetter(DataViewSchema.Column column, BatchScores scores) => column.Name switch
    {
        DefaultColumnNames.Score =>
            (ValueGetter<float>)((ref float value) => Model.GetScore(scores.Buffer, scores.Current, ref value)),
        _ => throw Host.Except($"Column '{column.Name}' is not one of this model's."),
    };

    // Called by ML.NET when it loads a model.
    private static RegressionNetworkTransformer Create(IHostEnvironment env, ModelLoadContext ctx) =>
        new(InternalsGuard.Check(env).Register(LoaderSignature), ModelVersion.Check(ctx, GetVersionInfo()));

    private static VersionInfo GetVersionInfo() => ModelVersion.First("DLREXFER", LoaderSignature);
}
