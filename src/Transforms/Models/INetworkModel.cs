using Microsoft.ML.Model.OnnxConverter;
using MlNetDl.Trainers;

namespace MlNetDl.Transforms.Models;

/// <summary>A model that is a network, whatever its task.</summary>
internal interface INetworkModel
{
    /// <summary>The network.</summary>
    FittedNetwork Network { get; }

    /// <summary>How it was trained.</summary>
    TrainingHistory History { get; }

    /// <summary>The floats that one row takes in a buffer, its features and its outputs.</summary>
    int RowFloats { get; }

    /// <summary>Room for so many rows; one for each thread.</summary>
    ScoringBuffer CreateBuffer(int capacity);

    /// <summary>Scores the first so many rows of a buffer, to the very bits that they get one by one.</summary>
    void Score(ScoringBuffer buffer, int rows);

    /// <summary>Writes the model into an ONNX graph.</summary>
    /// <param name="ctx">The graph.</param>
    /// <param name="features">The variable of the features.</param>
    /// <param name="predictions">The variables of the columns of predictions, by their names.</param>
    void SaveOnnx(OnnxContext ctx, string features, IReadOnlyDictionary<string, string> predictions);
}
