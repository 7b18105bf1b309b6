using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
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
        IHostEnvironment env, BinaryNetworkModelParameters model, DataViewSchema trainSchema, string featureColumn, string labelColumn,
        float threshold = 0)
        : base(env.Register(LoaderSignature), model, trainSchema, featureColumn, labelColumn)
    {
        Threshold = threshold;
        UseThreshold();
    }

    private BinaryNetworkTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
        // *** Binary format ***
        // <base info>
        // from the second version on: float: the threshold
        if (ModelVersion.IsFirst(ctx))
            return;

        ctx.Reader.CheckRemaining(Host, sizeof(float), "The threshold");
        Threshold = ctx.Reader.ReadSingle();
        Host.CheckDecode(!float.IsNaN(Threshold), "The threshold in the model file must be a number.");
        UseThreshold();
    }

    /// <summary>
    /// The log-odds above which <c>PredictedLabel</c> is <see langword="true"/>: 0, if it was not changed, where the probability is a
    /// half.
    /// </summary>
    public float Threshold { get; }

    /// <summary>The same model with another threshold.</summary>
    internal BinaryNetworkTransformer WithThreshold(float threshold) =>
        new(Host, Model, TrainSchema, FeatureColumnName, LabelColumnName, threshold);

    /// <inheritdoc/>
    protected override void SaveCore(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        base.SaveCore(ctx);
        ctx.Writer.Write(Threshold);
    }

    private protected override RowToRowScorerBase CreateScorer(RoleMappedSchema schema) => new BinaryClassifierScorer(
        Host, new BinaryClassifierScorer.Arguments { Threshold = Threshold }, new EmptyDataView(Host, TrainSchema), BindModel(schema),
        schema);

    private protected override Delegate CreateGetter(DataViewSchema.Column column, BatchScores scores) => column.Name switch
    {
        DefaultColumnNames.Score =>
            (ValueGetter<float>)((ref float value) => Model.GetScore(scores.Buffer, scores.Current, ref value)),
        DefaultColumnNames.Probability =>
            (ValueGetter<float>)((ref float value) =>
                value = BinaryNetworkModelParameters.Probability(scores.Buffer.Output(scores.Current)[0])),
        DefaultColumnNames.PredictedLabel =>
            (ValueGetter<bool>)((ref bool value) => value = scores.Buffer.Output(scores.Current)[0] > Threshold),
        _ => throw Host.Except($"Column '{column.Name}' is not one of this model's."),
    };

    private protected override void SaveOnnx(OnnxContext ctx, string features, IReadOnlyDictionary<string, string> predictions)
    {
        base.SaveOnnx(ctx, features, predictions);
        var graph = new OnnxGraph(ctx, DefaultColumnNames.PredictedLabel);
        var score = predictions[DefaultColumnNames.Score];
        graph.Add("Greater", [score, graph.Constant([Threshold], 1)], [predictions[DefaultColumnNames.PredictedLabel]]);
    }

    /// <summary>The scorer that the base class made has the threshold of 0.</summary>
    private void UseThreshold()
    {
        if (Threshold != 0)
            ReplaceScorer();
    }

    // Called by ML.NET when it loads a model.
    private static BinaryNetworkTransformer Create(IHostEnvironment env, ModelLoadContext ctx) =>
        new(InternalsGuard.Check(env).Register(LoaderSignature), ModelVersion.Check(ctx, GetVersionInfo()));

    private static VersionInfo GetVersionInfo() => ModelVersion.Second("DLBIXFER", LoaderSignature);
}
