using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Trainers;
using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.Models;
using MlNetDl.Transforms.Numerics;

[assembly: LoadableClass(typeof(MulticlassNetworkModelParameters), null, typeof(SignatureLoadModel),
    "Multiclass network", MulticlassNetworkModelParameters.LoaderSignature)]

namespace MlNetDl.Transforms;

/// <summary>
/// What a network for multiclass classification has learned. Its <c>Score</c> is a vector of probabilities, one a class in
/// key order, which sum to one.
/// </summary>
public sealed class MulticlassNetworkModelParameters : NetworkModelParameters<VBuffer<float>>
{
    internal const string LoaderSignature = "MlNetDlMulticlassModel";

    internal MulticlassNetworkModelParameters(IHostEnvironment env, FittedNetwork network, TrainingHistory history)
        : base(env, LoaderSignature, network, history)
    {
    }

    private MulticlassNetworkModelParameters(IHost host, ModelLoadContext ctx)
        : base(host, LoaderSignature, ctx)
    {
    }

    /// <summary>The number of classes.</summary>
    public int NumberOfClasses => Network.Outputs;

    /// <inheritdoc/>
    protected override PredictionKind PredictionKind => PredictionKind.MulticlassClassification;

    private protected override DataViewType OutputType => new VectorDataViewType(NumberDataViewType.Single, NumberOfClasses);

    /// <inheritdoc/>
    protected override void SaveCore(ModelSaveContext ctx)
    {
        base.SaveCore(ctx);
        ctx.SetVersionInfo(GetVersionInfo());
        SaveNetwork(ctx);
    }

    internal override void GetScore(ScoringBuffer buffer, int row, ref VBuffer<float> score)
    {
        var editor = VBufferEditor.Create(ref score, NumberOfClasses);
        buffer.Output(row).CopyTo(editor.Values);
        score = editor.Commit();
    }

    private protected override void FinishOutputs(ScoringBuffer buffer, int rows) =>
        Softmax.Apply(buffer.Outputs[..(rows * buffer.OutputStride)], rows, NumberOfClasses, buffer.OutputStride);

    private protected override void FinishOnnx(NetworkOnnx graph, IReadOnlyDictionary<string, string> predictions)
    {
        var probabilities = graph.Softmax();
        graph.Finish(probabilities, predictions[DefaultColumnNames.Score]);
        graph.FinishKey(probabilities, predictions[DefaultColumnNames.PredictedLabel]);
    }

    // Called by ML.NET when it loads a model.
    private static MulticlassNetworkModelParameters Create(IHostEnvironment env, ModelLoadContext ctx) =>
        new(InternalsGuard.Check(env).Register(LoaderSignature), ModelVersion.Check(ctx, GetVersionInfo()));

    private static VersionInfo GetVersionInfo() => ModelVersion.First("DLMCMODL", LoaderSignature);
}
