using Microsoft.ML;

namespace MlNetDl.Transforms.Models;

/// <summary>A transformer that predicts by a network, whatever its task.</summary>
internal interface INetworkTransformer
{
    /// <summary>The model.</summary>
    INetworkModel Model { get; }

    /// <summary>The columns in training.</summary>
    DataViewSchema TrainSchema { get; }

    /// <summary>The feature column in training.</summary>
    string FeatureColumnName { get; }

    /// <summary>The label column in training.</summary>
    string LabelColumnName { get; }
}
