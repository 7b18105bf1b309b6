using Microsoft.ML.Data;

namespace MlNetDl.Samples;

/// <summary>The log-loss that other libraries report.</summary>
internal static class BinaryLogLoss
{
    /// <summary>In nats, as ML.NET's own multiclass log-loss is; its binary one is in bits.</summary>
    public static double LogLossInNats(this CalibratedBinaryClassificationMetrics metrics) => metrics.LogLoss * Math.Log(2);
}
