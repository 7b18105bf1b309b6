using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Network;
using MlNetDl.Transforms.Inspection;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Trainers.Tasks;

/// <summary>The model that training goes on from.</summary>
/// <typeparam name="TModel">The model parameters of the task.</typeparam>
internal sealed class InitialModel<TModel>(TModel parameters, FittedNetwork network)
    where TModel : class
{
    /// <summary>The model.</summary>
    public TModel Parameters => parameters;

    /// <summary>Its network.</summary>
    public FittedNetwork Network => network;

    /// <exception cref="InvalidOperationException">The network has another shape, or clips features where a linear one must
    /// not.</exception>
    public void CheckShape(NetworkArchitecture architecture, bool clipsFeatures, IExceptionContext context)
    {
        if (!clipsFeatures && Enumerable.Range(0, network.Inputs).Any(network.Encoding.IsClipped))
        {
            throw context.Except(
                "ContinueFrom has a perceptron, which clips its features smoothly; the trainer makes linear models. Give it a " +
                "model of the same trainer.");
        }

        var wanted = Describe(architecture.Inputs, architecture.Layers.Select(layer => (layer.Units, layer.Activation)));
        var found = Describe(network.Inputs, network.Members[0].Select(layer => (layer.Units, layer.Activation)));
        if (wanted != found)
        {
            throw context.Except(
                $"ContinueFrom has the network {found}; the options and the data ask for {wanted}. Set HiddenLayers and Activation " +
                "as they were when the model was trained, or leave ContinueFrom unset.");
        }
    }

    private static string Describe(int inputs, IEnumerable<(int Units, Activation Activation)> layers) =>
        $"{inputs}-{string.Join('-', layers.Select(layer => $"{layer.Units} {layer.Activation}"))}";
}

/// <summary>Makes an <see cref="InitialModel{TModel}"/>.</summary>
internal static class InitialModel
{
    /// <exception cref="InvalidOperationException">The model is of another task, other features, or other classes.</exception>
    public static InitialModel<TModel> Of<TModel>(ITransformer model, RoleMappedSchema schema, IExceptionContext context)
        where TModel : class
    {
        var transformer = FittedNetworks.Last(model, "ContinueFrom");
        if (transformer.Model is not TModel parameters)
        {
            throw context.Except(
                $"ContinueFrom has {transformer.Model.GetType().Name}; the trainer makes {typeof(TModel).Name}. Give it a model of " +
                "the same task.");
        }

        var features = schema.Feature!.Value;
        var slots = ((VectorDataViewType)features.Type).Size;
        if (transformer.Model.Network.Inputs != slots)
        {
            throw context.Except(
                $"ContinueFrom was trained on {transformer.Model.Network.Inputs} feature slots; the data has {slots}. Give it data " +
                "made by the same pipeline as in its training.");
        }

        const string Whose = "the model of ContinueFrom";
        ColumnChecks.RequireSameSlots(features, transformer.TrainSchema[transformer.FeatureColumnName], Whose, context);
        ColumnChecks.RequireSameClasses(schema.Label!.Value, transformer.TrainSchema[transformer.LabelColumnName], Whose, context);
        return new InitialModel<TModel>(parameters, transformer.Model.Network);
    }
}
