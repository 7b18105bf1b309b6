using MlNetDl.Trainers;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Transforms.Inspection;

/// <summary>Reads a network without hidden layers as the linear functions that it is.</summary>
internal static class LinearNetwork
{
    /// <exception cref="ArgumentException">The network is not linear.</exception>
    public static IReadOnlyList<LinearCoefficients> Read(INetworkTransformer transformer, string parameter)
    {
        var network = transformer.Model.Network;
        if (transformer.Model is BinaryNetworkModelParameters || !IsLinear(network))
        {
            throw new ArgumentException(
                $"{parameter} has a network that is not linear; only models of SoftmaxRegressionTrainer and LinearRegressionTrainer " +
                "have a weight for each feature.",
                parameter);
        }

        var slots = ColumnNames.OfSlots(transformer.TrainSchema[transformer.FeatureColumnName], network.Inputs);
        if (transformer.Model is RegressionNetworkModelParameters regression)
            return [Unit(network, 0, null, slots, regression.Target)];
        var classes = ColumnNames.OfKeys(transformer.TrainSchema[transformer.LabelColumnName], network.Outputs);
        return [.. classes.Select((name, unit) => Unit(network, unit, name, slots, new TargetScaling(0, 1)))];
    }

    private static bool IsLinear(FittedNetwork network) => network is { Members: [[_]], Encoding: var encoding }
        && encoding.Columns == encoding.Slots && !Enumerable.Range(0, encoding.Slots).Any(encoding.IsClipped);

    // With z = (x - offset) * scale: a weight by z is weight * scale by x, and the offsets go into the bias.
    private static LinearCoefficients Unit(FittedNetwork network, int unit, string? name, string[] slots, TargetScaling target)
    {
        var layer = network.Members[0][0];
        var encoding = network.Encoding;
        var weights = new LinearWeight[slots.Length];
        double bias = layer.Bias[unit];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            var weight = (double)layer.Weights[(unit * slots.Length) + slot] * encoding.Scale[slot];
            bias -= weight * encoding.Offset[slot];
            weights[slot] = new LinearWeight(slots[slot], weight * target.Scale);
        }

        return new LinearCoefficients(name, target.Offset + (target.Scale * bias), weights);
    }
}
