using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlNetDl.Trainers;
using MlNetDl.Transforms.History;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Transforms;

/// <summary>What a network has learned, as ML.NET scores and saves it. One derived class a task.</summary>
/// <typeparam name="TOutput">The type of the <c>Score</c> column.</typeparam>
public abstract class NetworkModelParameters<TOutput> : ModelParametersBase<TOutput>, IValueMapper, INetworkModel
{
    private readonly NetworkScorer _scorer;

    private protected NetworkModelParameters(IHostEnvironment env, string name, FittedNetwork network, TrainingHistory history)
        : base(env, name)
    {
        Network = network;
        TrainingHistory = history;
        _scorer = new NetworkScorer(network);
    }

    private protected NetworkModelParameters(IHostEnvironment env, string name, ModelLoadContext ctx)
        : base(env, name, ctx)
    {
        // *** Binary format ***
        // <base info>
        // the network, see NetworkFile
        // the training history, see TrainingHistoryFile
        Network = NetworkFile.Read(ctx.Reader, Host);
        TrainingHistory = TrainingHistoryFile.Read(ctx.Reader, Host);
        _scorer = new NetworkScorer(Network);
    }

    /// <summary>How the network was trained, epoch by epoch.</summary>
    public TrainingHistory TrainingHistory { get; }

    FittedNetwork INetworkModel.Network => Network;

    TrainingHistory INetworkModel.History => TrainingHistory;

    DataViewType IValueMapper.InputType => new VectorDataViewType(NumberDataViewType.Single, Network.Inputs);

    DataViewType IValueMapper.OutputType => OutputType;

    int INetworkModel.RowFloats => _scorer.InputStride + _scorer.OutputStride;

    internal FittedNetwork Network { get; }

    private protected abstract DataViewType OutputType { get; }

    ScoringBuffer INetworkModel.CreateBuffer(int capacity) => new(_scorer, capacity);

    void INetworkModel.Score(ScoringBuffer buffer, int rows) => Score(buffer, rows);

    ValueMapper<TSource, TDestination> IValueMapper.GetMapper<TSource, TDestination>()
    {
        Host.Check(typeof(TSource) == typeof(VBuffer<float>));
        Host.Check(typeof(TDestination) == typeof(TOutput));

        var score = CreateRowScorer();
        ValueMapper<VBuffer<float>, TOutput> map = (in VBuffer<float> features, ref TOutput output) =>
            GetScore(score(in features), 0, ref output);
        return (ValueMapper<TSource, TDestination>)(Delegate)map;
    }

    void INetworkModel.SaveOnnx(OnnxContext ctx, string features, IReadOnlyDictionary<string, string> predictions) =>
        FinishOnnx(new NetworkOnnx(ctx, Network, features, DefaultColumnNames.Score), predictions);

    /// <summary>Reads one row's score out of a buffer that has been scored.</summary>
    internal abstract void GetScore(ScoringBuffer buffer, int row, ref TOutput score);

    /// <summary>Scores rows one by one; the result is the first row of the buffer.</summary>
    /// <remarks>It belongs to one row or cursor, and so does its buffer; the model is shared.</remarks>
    private protected RowScorer CreateRowScorer()
    {
        var buffer = new ScoringBuffer(_scorer, capacity: 1);
        return (in VBuffer<float> features) =>
        {
            buffer.SetInput(0, in features);
            Score(buffer, 1);
            return buffer;
        };
    }

    /// <summary>What the task makes of the outputs of the last layer, such as the softmax.</summary>
    private protected abstract void FinishOutputs(ScoringBuffer buffer, int rows);

    /// <summary>Writes what the task makes of the outputs of the last layer into an ONNX graph.</summary>
    /// <param name="graph">The graph, with the network in it.</param>
    /// <param name="predictions">The variables of the columns of predictions, by their names.</param>
    private protected abstract void FinishOnnx(NetworkOnnx graph, IReadOnlyDictionary<string, string> predictions);

    /// <summary>Writes what all tasks have in common, after the version that the derived class has set.</summary>
    private protected void SaveNetwork(ModelSaveContext ctx)
    {
        NetworkFile.Write(ctx.Writer, Network);
        TrainingHistoryFile.Write(ctx.Writer, TrainingHistory);
    }

    private void Score(ScoringBuffer buffer, int rows)
    {
        buffer.Score(rows);
        FinishOutputs(buffer, rows);
    }

    private protected delegate ScoringBuffer RowScorer(in VBuffer<float> features);
}
