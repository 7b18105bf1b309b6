using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlNetDl.Transforms;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Trainers.OneVersusAll;

/// <summary>
/// A binary trainer whose fitted models come in ML.NET's own binary transformer: the sealed class that its meta-trainers demand by name.
/// </summary>
internal sealed class PredictionTransformerAdapter(IHostEnvironment env, MlpBinaryTrainer trainer)
    : ITrainerEstimator<BinaryPredictionTransformer<BinaryNetworkModelParameters>, BinaryNetworkModelParameters>
{
    public TrainerInfo Info => trainer.Info;

    public BinaryPredictionTransformer<BinaryNetworkModelParameters> Fit(IDataView input)
    {
        var fitted = trainer.Fit(input);
        var network = (INetworkTransformer)fitted;
        return new(env, fitted.Model, network.TrainSchema, fitted.FeatureColumnName, network.LabelColumnName);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => trainer.GetOutputSchema(inputSchema);
}
