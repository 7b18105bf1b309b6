using MlNetDl.Trainers.Network;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Trainers.Training;

/// <summary>Between the vector of parameters and the layers of a fitted network.</summary>
internal static class FittedLayers
{
    /// <summary>
    /// Reads the layers. What a normalized layer does with the statistics it has collected is a scale and a shift of each unit, and
    /// so goes into its weights and biases.
    /// </summary>
    public static DenseLayer[] Read(NetworkArchitecture architecture, ParameterLayout layout, ReadOnlySpan<float> parameters)
    {
        var layers = new DenseLayer[architecture.Layers.Length];
        for (var l = 0; l < layers.Length; l++)
        {
            var layer = architecture.Layers[l];
            var weights = parameters.Slice(layout.Weights(l), layer.Units * layer.Inputs).ToArray();
            var bias = parameters.Slice(layout.Bias(l), layer.Units).ToArray();
            if (layer.IsNormalized)
                Fold(weights, bias, layer, l, layout, parameters);
            layers[l] = new DenseLayer(weights, bias, layer.Activation);
        }

        return layers;
    }

    /// <summary>Writes layers, which must have the architecture's shape, none of them normalized.</summary>
    public static void Write(
        IReadOnlyList<DenseLayer> layers, NetworkArchitecture architecture, ParameterLayout layout, Span<float> parameters)
    {
        parameters.Clear();
        for (var l = 0; l < architecture.Layers.Length; l++)
        {
            layers[l].Weights.CopyTo(parameters[layout.Weights(l)..]);
            layers[l].Bias.CopyTo(parameters[layout.Bias(l)..]);
        }
    }

    private static void Fold(
        float[] weights, float[] bias, LayerSpec layer, int index, ParameterLayout layout, ReadOnlySpan<float> parameters)
    {
        for (var unit = 0; unit < layer.Units; unit++)
        {
            var variance = parameters[layout.Variance(index) + unit];
            var factor = parameters[layout.Scale(index) + unit] / Math.Sqrt(variance + BatchNormalization.Epsilon);
            bias[unit] = (float)(bias[unit] - (factor * parameters[layout.Mean(index) + unit]));
            foreach (ref var w in weights.AsSpan(unit * layer.Inputs, layer.Inputs))
                w = (float)(w * factor);
        }
    }
}
