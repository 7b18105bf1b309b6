using Microsoft.ML;
using MlNetDl.Trainers;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Transforms.Inspection;

/// <summary>Finds the network in a fitted or loaded model.</summary>
internal static class FittedNetworks
{
    /// <summary>The last network of a chain, however deep it is nested.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static INetworkTransformer Last(ITransformer model, string parameter)
    {
        ArgumentNullException.ThrowIfNull(model, parameter);
        return Find(model) ?? throw new ArgumentException(
            $"{parameter} is {model.GetType().Name}, in which there is no network of MlNetDl; it must be a model that one of its " +
            "trainers fitted, or a chain with one.",
            parameter);
    }

    /// <summary>The last network of a chain, however deep it is nested, or null.</summary>
    public static INetworkTransformer? Find(ITransformer model) => FittedSteps.Last<INetworkTransformer>(model);

    /// <summary>The course of the training of the last network of a chain, or null.</summary>
    public static TrainingHistory? FindHistory(ITransformer model) => Find(model)?.Model.History;
}
