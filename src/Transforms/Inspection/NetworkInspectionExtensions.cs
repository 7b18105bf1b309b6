using MlNetDl.Trainers;
using MlNetDl.Transforms.Inspection;
using MlNetDl.Transforms.MlNet;

// In ML.NET's namespace, so that the methods show up wherever a model is at hand.
namespace Microsoft.ML;

/// <summary>What can be read out of a fitted or loaded model with a network of MlNetDl.</summary>
public static class NetworkInspectionExtensions
{
    /// <summary>The course of the training of the network in a model; of the last one, if there are several.</summary>
    /// <param name="model">A fitted or loaded transformer, or chain of transformers.</param>
    /// <exception cref="System.ArgumentException">There is no network of MlNetDl in the model.</exception>
    public static TrainingHistory GetTrainingHistory(this ITransformer model)
    {
        InternalsGuard.Check();
        return FittedNetworks.Last(model, nameof(model)).Model.History;
    }

    /// <summary>
    /// The weights and biases of a linear model, in the features' own units: one set a class for <c>SoftmaxRegressionTrainer</c>,
    /// one in all for <c>LinearRegressionTrainer</c>.
    /// </summary>
    /// <param name="model">A fitted or loaded transformer, or chain of transformers.</param>
    /// <exception cref="System.ArgumentException">There is no network of MlNetDl in the model, or its last one is not linear.</exception>
    public static System.Collections.Generic.IReadOnlyList<LinearCoefficients> GetLinearCoefficients(this ITransformer model)
    {
        InternalsGuard.Check();
        return LinearNetwork.Read(FittedNetworks.Last(model, nameof(model)), nameof(model));
    }
}
