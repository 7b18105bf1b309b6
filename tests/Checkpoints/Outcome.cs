using System.Text.Json;
using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Transforms;

namespace MlNetDl.Tests.Checkpoints;

/// <summary>What a fit ends with, as lines: equal lines mean equal weights and an equal history, to the bit.</summary>
internal static class Outcome
{
    /// <summary>The weights, and the history without the seconds, which no two fits share.</summary>
    public static string[] Of(MulticlassNetworkTransformer model)
    {
        var history = model.GetTrainingHistory();
        return
        [
            .. Bits.OfWeights(model),
            $"{history.End} {history.NumberOfEpochs} {history.ModelEpoch} {history.Metric}",
            .. history.Epochs.Select(epoch => JsonSerializer.Serialize(epoch with { Seconds = 0 })),
        ];
    }
}
