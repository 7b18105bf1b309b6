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

    /// <summary>Whether what the network computes before the task's own function of it is linear in the features.</summary>
    public static bool IsLinear(FittedNetwork network) => network is { Members: [[_]], Encoding: var encoding }
        && encoding.Columns == encoding.Slots && !Enumerable.Range(0, encoding.Slots).Any(encoding.IsClipped);

    /// <summary>What a unit of a linear network multiplies each feature by, in the units of features and label.</summary>
    public static double[] Weights(FittedNetwork network, int unit, TargetScaling target)
    {
        // With z = (x - offset) * scale: a weight by z is weight * scale by x.
        var layer = network.Members[0][0];
        var weights = new double[network.Inputs];
        for (var slot = 0; slot < weights.Length; slot++)
            weights[slot] = (double)layer.Weights[(unit * weights.Length) + slot] * network.Encoding.Scale[slot] * target.Scale;
        return weights;
    }

    private static LinearCoefficients Unit(FittedNetwork network, int unit, string? name, string[] slots, TargetScaling target)
    {
        var weights = Weights(network, unit, target);
        var bias = target.Offset + ((double)target.Scale * network.Members[0][0].Bias[unit]);
        for (var slot = 0; slot < weights.Length; slot++)
            bias -= weights[slot] * network.Encoding.Offset[slot];
        return new LinearCoefficients(name, bias, [.. slots.Zip(weights, (slot, weight) => new LinearWeight(slot, weight))]);
    }
}
