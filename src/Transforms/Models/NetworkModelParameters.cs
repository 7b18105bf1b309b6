using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Transforms;

/// <summary>What a network has learned, as ML.NET scores and saves it. One derived class a task.</summary>
/// <typeparam name="TOutput">The type of the <c>Score</c> column.</typeparam>
public abstract class NetworkModelParameters<TOutput> : ModelParametersBase<TOutput>, IValueMapper, INetworkModel
{
    private readonly NetworkScorer _scorer;

    private protected NetworkModelParameters(IHostEnvironment env, string name, FittedNetwork network)
        : base(env, name)
    {
        Network = network;
        _scorer = new NetworkScorer(network);
    }

    private protected NetworkModelParameters(IHostEnvironment env, string name, ModelLoadContext ctx)
        : base(env, name, ctx)
    {
        // *** Binary format ***
        // <base info>
        // the network, see NetworkFile
        Network = NetworkFile.Read(ctx.Reader, Host);
        _scorer = new NetworkScorer(Network);
    }

    internal FittedNetwork Network { get; }

    DataViewType IValueMapper.InputType => new VectorDataViewType(NumberDataViewType.Single, Network.Inputs);

    DataViewType IValueMapper.OutputType => OutputType;

    int INetworkModel.RowFloats => _scorer.InputStride + _scorer.OutputStride;

    private protected abstract DataViewType OutputType { get; }

    ScoringBuffer INetworkModel.CreateBuffer(int capacity) => new(_scorer, capacity);

    void INetworkModel.Score(ScoringBuffer buffer, int rows) => Score(buffer, rows);

    ValueMapper<TSource, TDestination> IValueMapper.GetMapper<TSource, TDestination>()
    {
        Host.Check(typeof(TSource) == typeof(VBuffer<float>));
        Host.Check(typeof(TDestination) == typeof(TOutput));

        // A mapper belongs to one row or cursor, and so does its buffer; the model is shared.
        var buffer = new ScoringBuffer(_scorer, capacity: 1);
        ValueMapper<VBuffer<float>, TOutput> map = (in VBuffer<float> features, ref TOutput score) =>
        {
            buffer.SetInput(0, in features);
            Score(buffer, 1);
            GetScore(buffer, 0, ref score);
        };
        return (ValueMapper<TSource, TDestination>)(Delegate)map;
    }

    /// <summary>Reads one row's score out of a buffer that has been scored.</summary>
    internal abstract void GetScore(ScoringBuffer buffer, int row, ref TOutput score);

    /// <summary>What the task makes of the outputs of the last layer, such as the softmax.</summary>
    private protected abstract void FinishOutputs(ScoringBuffer buffer, int rows);

    /// <summary>Writes the network after the version that the derived class has set.</summary>
    private protected void SaveNetwork(ModelSaveContext ctx) => NetworkFile.Write(ctx.Writer, Network);

    private void Score(ScoringBuffer buffer, int rows)
    {
        buffer.Score(rows);
        FinishOutputs(buffer, rows);
    }
}
