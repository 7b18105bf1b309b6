using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Tests.Support;

/// <summary>Numbers as bits: equal text means equal to the last bit.</summary>
internal static class Bits
{
    public static string Of(IEnumerable<float> values) =>
        string.Join(' ', values.Select(value => $"{BitConverter.SingleToUInt32Bits(value):x8}"));

    /// <summary>The <c>Score</c> of each row.</summary>
    public static string[] OfScores(IDataView data) =>
        [.. data.GetColumn<VBuffer<float>>("Score").Select(score => Of(score.DenseValues()))];

    /// <summary>All weights and biases, a line a layer of each member.</summary>
    public static string[] OfWeights(INetworkTransformer model) =>
        [.. model.Model.Network.Members.SelectMany(layers => layers).Select(layer => $"{layer.Activation} {Of(layer.Weights)} | {Of(layer.Bias)}")];
}
