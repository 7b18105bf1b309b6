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

    private readonly string _labelColumn;

    internal MulticlassNetworkTransformer(
        IHostEnvironment env, MulticlassNetworkModelParameters model, DataViewSchema trainSchema, string featureColumn, string labelColumn)
        : base(env.Register(LoaderSignature), model, trainSchema, featureColumn)
    {
        _labelColumn = labelColumn;
        Scorer = CreateScorer();
    }

    private MulticlassNetworkTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
        // *** Binary format ***
        // <base info>
        // string: the label column in training
        _labelColumn = ctx.LoadNonEmptyString();
        Scorer = CreateScorer();
    }

    /// <inheritdoc/>
    protected override void SaveCore(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        base.SaveCore(ctx);
        ctx.SaveNonEmptyString(_labelColumn);
    }

    private protected override Delegate CreateGetter(DataViewSchema.Column column, BatchScores scores) => column.Name switch
    {
        DefaultColumnNames.Score =>
            (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => Model.GetScore(scores.Buffer, scores.Current, ref value)),
        DefaultColumnNames.PredictedLabel =>
            (ValueGetter<uint>)((ref uint value) => value = (uint)(MathUtils.ArgMax(scores.Buffer.Output(scores.Current)) + 1)),
        _ => throw Host.Except($"Column '{column.Name}' is not one of this model's."),
    };

    private MulticlassClassificationScorer CreateScorer()
    {
        var schema = new RoleMappedSchema(TrainSchema, _labelColumn, FeatureColumnName);
        return new MulticlassClassificationScorer(Host, new MulticlassClassificationScorer.Arguments(),
            new EmptyDataView(Host, TrainSchema), BindableMapper.Bind(Host, schema), schema);
    }

    // Called by ML.NET when it loads a model.
    private static MulticlassNetworkTransformer Create(IHostEnvironment env, ModelLoadContext ctx) =>
        new(InternalsGuard.Check(env).Register(LoaderSignature), CheckVersion(ctx));

    private static ModelLoadContext CheckVersion(ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        return ctx;
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "DLMCXFER",
        verWrittenCur: 0x00010001, // Initial
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderAssemblyName: typeof(MulticlassNetworkTransformer).Assembly.GetName().Name,
        loaderSignature: LoaderSignature);
}
