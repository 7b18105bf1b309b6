using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Benchmarks.Tables;
using MlNetDl.Trainers;

namespace MlNetDl.Benchmarks.Compare;

/// <summary>Ours: the public <c>Fit</c> on rows in memory, so reading them and learning the input encoding count.</summary>
internal sealed class TrainerFit : IContender
{
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly IDataView _data;
    private readonly MlpMulticlassTrainer _trainer;
    private readonly LastLoss _lastLoss = new();

    public TrainerFit(Workload workload, Blobs blobs)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, workload.Inputs);
        schema[nameof(Row.Label)].ColumnType = new KeyDataViewType(typeof(uint), workload.Classes);
        Row[] rows = [.. blobs.Features.Zip(blobs.Labels, (features, label) => new Row(features, label))];
        _data = _mlContext.Data.LoadFromEnumerable(rows, schema);
        _trainer = _mlContext.MulticlassClassification.Trainers.Mlp(new MlpTrainer.Options
        {
            HiddenLayers = workload.HiddenLayers,
            Activation = Activation.ReLU,
            Dropout = 0,
            WeightDecay = 0,
            LearningRate = Workload.LearningRate,
            BatchSize = workload.BatchSize,
            NumberOfEpochs = workload.Epochs,
            Progress = _lastLoss,
        }.Plain());
    }

    public double Train()
    {
        _trainer.Fit(_data);
        return _lastLoss.Value;
    }

    private sealed class Row(float[] features, int label)
    {
        public float[] Features { get; set; } = features;

        /// <summary>A key: 0 is missing.</summary>
        public uint Label { get; set; } = (uint)label + 1;
    }

    private sealed class LastLoss : IProgress<TrainingProgress>
    {
        public double Value { get; private set; }

        public void Report(TrainingProgress value) => Value = value.Latest.TrainingLoss;
    }
}
