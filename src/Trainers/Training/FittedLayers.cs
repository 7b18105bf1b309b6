using MlNetDl.Trainers.Network;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Trainers.Training;

/// <summary>Between the vector of parameters and the layers of a fitted network.</summary>
internal static class FittedLayers
{
    /// <summary>
    /// Reads the layers of each member. What a normalized layer does with the statistics it has collected is a scale and a shift of each
    /// unit, and so goes into its weights and biases; a member's input vector goes into the weights of its first layer.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<DenseLayer>> Read(
        NetworkArchitecture architecture, ParameterLayout layout, ReadOnlySpan<float> parameters)
    {
        var members = new DenseLayer[architecture.Members][];
        for (var member = 0; member < members.Length; member++)
        {
            members[member] = new DenseLayer[architecture.Layers.Length];
            for (var l = 0; l < architecture.Layers.Length; l++)
            {
                var layer = architecture.Layers[l];
                var isShared = member > 0 && l > 0 && l < architecture.Layers.Length - 1;
                var weights = isShared ? members[0][l].Weights
                    : l == 0 ? ReadFirst(architecture, layout, parameters, member)
                    : parameters.Slice(layout.Weights(l, member), layer.Units * layer.Inputs).ToArray();
                var bias = parameters.Slice(layout.Bias(l, member), layer.Units).ToArray();
                if (layer.IsNormalized)
                    Fold(weights, bias, layer, l, layout, parameters);
                members[member][l] = new DenseLayer(weights, bias, layer.Activation);
            }
        }

        return members;
    }

    /// <summary>
    /// Writes the layers of each member, which must have the architecture's shape, none of them normalized. Members must share what they
    /// shared in training.
    /// </summary>
    public static void Write(
        IReadOnlyList<IReadOnlyList<DenseLayer>> members, NetworkArchitecture architecture, ParameterLayout layout, Span<float> parameters)
    {
        parameters.Clear();
        WriteFirst(members, architecture, layout, parameters);
        for (var member = 0; member < members.Count; member++)
        {
            for (var l = 0; l < architecture.Layers.Length; l++)
            {
                if (l > 0)
                    members[member][l].Weights.CopyTo(parameters[layout.Weights(l, member)..]);
                members[member][l].Bias.CopyTo(parameters[layout.Bias(l, member)..]);
            }
        }
    }

    private static float[] ReadFirst(
        NetworkArchitecture architecture, ParameterLayout layout, ReadOnlySpan<float> parameters, int member)
    {
        var layer = architecture.Layers[0];
        var weights = new float[layer.Units * layer.Inputs];
        foreach (var (place, column) in architecture.Columns.InOrder().Index())
        {
            var factor = architecture.Members > 1 ? parameters[layout.InputVector(member) + place] : 1;
            for (var unit = 0; unit < layer.Units; unit++)
                weights[(unit * layer.Inputs) + column] = factor * parameters[First(layout, layer, unit, place)];
        }

        return weights;
    }

    /// <summary>
    /// A column's weights are those of one member, whose factor is 1; the others' are what makes theirs of them. That member is the one with
    /// the longest, so that no factor is beyond 1.
    /// </summary>
    private static void WriteFirst(
        IReadOnlyList<IReadOnlyList<DenseLayer>> members, NetworkArchitecture architecture, ParameterLayout layout, Span<float> parameters)
    {
        var layer = architecture.Layers[0];
        foreach (var (place, column) in architecture.Columns.InOrder().Index())
        {
            float Weight(int member, int unit) => members[member][0].Weights[(unit * layer.Inputs) + column];
            double Product(int left, int right) =>
                Enumerable.Range(0, layer.Units).Sum(unit => (double)Weight(left, unit) * Weight(right, unit));

            var longest = Enumerable.Range(0, members.Count).MaxBy(member => Product(member, member));
            for (var unit = 0; unit < layer.Units; unit++)
                parameters[First(layout, layer, unit, place)] = Weight(longest, unit);
            var square = Product(longest, longest);
            for (var member = 0; architecture.Members > 1 && member < members.Count; member++)
                parameters[layout.InputVector(member) + place] = square > 0 ? (float)(Product(member, longest) / square) : 1;
        }
    }

    private static int First(ParameterLayout layout, LayerSpec layer, int unit, int place) =>
        layout.Weights(0) + (layout.IsInputMajor ? (place * layer.Units) + unit : (unit * layer.Inputs) + place);

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
