namespace MlNetDl.Transforms.Models;

/// <summary>The layers of several members as one layer.</summary>
internal static class MemberLayers
{
    /// <summary>Whether the members have the same weights, which need no more room or time than one's.</summary>
    public static bool ShareWeights(IReadOnlyList<DenseLayer> layers) =>
        layers.All(layer => ReferenceEquals(layer.Weights, layers[0].Weights));

    /// <summary>The members' units side by side, for layers that have the same inputs.</summary>
    /// <param name="layers">The layer of each member.</param>
    /// <param name="stride">The units a member takes; those it lacks have no weights.</param>
    public static DenseLayer Stack(IReadOnlyList<DenseLayer> layers, int stride)
    {
        var inputs = layers[0].Inputs;
        var weights = new float[layers.Count * stride * inputs];
        var bias = new float[layers.Count * stride];
        for (var m = 0; m < layers.Count; m++)
        {
            layers[m].Weights.CopyTo(weights, m * stride * inputs);
            layers[m].Bias.CopyTo(bias, m * stride);
        }

        return new DenseLayer(weights, bias, layers[0].Activation);
    }

    /// <summary>The mean of the members' outputs, as a layer on the units that they have side by side.</summary>
    /// <param name="layers">The layer of each member, linear.</param>
    /// <param name="stride">The units that each has before it, filled up; 0 where all have the same.</param>
    public static DenseLayer Average(IReadOnlyList<DenseLayer> layers, int stride)
    {
        var (outputs, inputs) = (layers[0].Units, layers[0].Inputs);
        var rowLength = stride == 0 ? inputs : layers.Count * stride;
        var weights = new double[outputs * rowLength];
        var bias = new double[outputs];
        for (var m = 0; m < layers.Count; m++)
        {
            for (var output = 0; output < outputs; output++)
            {
                bias[output] += layers[m].Bias[output];
                for (var input = 0; input < inputs; input++)
                    weights[(output * rowLength) + (m * stride) + input] += layers[m].Weights[(output * inputs) + input];
            }
        }

        return new DenseLayer(Divide(weights), Divide(bias), layers[0].Activation);

        float[] Divide(double[] sums) => Array.ConvertAll(sums, sum => (float)(sum / layers.Count));
    }
}
