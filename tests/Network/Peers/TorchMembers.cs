using MlNetDl.Trainers;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Network;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Tests.Network.Peers;

/// <summary>Members that PyTorch trained together for a few steps; <c>members_step.py</c> explains the parts.</summary>
internal sealed record TorchMembers(
    string Name, float[][] Inputs, float[] Targets, float[] Weights, float[] Offset, float[] Scale, bool[] IsNumeric, float[]?[] Edges,
    float[]?[] Means, float[][] Columns, int BatchSize, float LearningRate, float WeightDecay, bool IsRelative, TorchParameters Start,
    double[] Losses, TorchParameters One, TorchParameters Five)
{
    private int Outputs => Start.OutputBiases[0].Length;

    /// <summary>The rows as training has them.</summary>
    public EncodedRows Rows()
    {
        var set = new TrainingSet(Offset.Length);
        for (var row = 0; row < Inputs.Length; row++)
            Inputs[row].CopyTo(set.Add(Targets[row], Weights[row]));
        var pieces = Edges.Zip(Means, (edges, means) => edges is null ? ((float[], float[])?)null : (edges, means!));
        return new EncodedRows(set, new InputEncoding(Offset, Scale, IsNumeric, [.. pieces]));
    }

    /// <summary>The network that the parameters are of.</summary>
    public NetworkArchitecture Architecture(InputColumns columns)
    {
        int[] hidden = [.. Start.HiddenWeights.Select(layer => layer.Length)];
        return NetworkArchitecture.Mlp(columns.Count, hidden, Activation.ReLU, dropout: 0, Outputs) with
        {
            Members = Start.InputVectors.Length,
            Columns = columns,
        };
    }

    /// <summary>What is minimized.</summary>
    public ILoss Loss() => Outputs > 1 ? new SoftmaxCrossEntropy(Outputs) : new SquaredError();

    public override string ToString() => Name;
}

/// <summary>The parameters of members, in the order of the encoded columns.</summary>
internal sealed record TorchParameters(
    double[][] InputVectors, double[][][] HiddenWeights, double[][][] HiddenBiases, double[][][] OutputWeights, double[][] OutputBiases)
{
    /// <summary>Each parameter, and where it lies.</summary>
    public IEnumerable<(int Place, double Value)> Places(NetworkArchitecture architecture, ParameterLayout layout)
    {
        int[] order = [.. architecture.Columns.InOrder()];
        var last = architecture.Layers.Length - 1;
        for (var l = 0; l < last; l++)
        {
            var (units, inputs) = (architecture.Layers[l].Units, architecture.Layers[l].Inputs);
            for (var unit = 0; unit < units; unit++)
            {
                for (var input = 0; input < inputs; input++)
                {
                    yield return l == 0
                        ? (layout.Weights(l) + (input * units) + unit, HiddenWeights[l][unit][order[input]])
                        : (layout.Weights(l) + (unit * inputs) + input, HiddenWeights[l][unit][input]);
                }
            }
        }

        for (var member = 0; member < architecture.Members; member++)
        {
            var places = Enumerable.Range(0, last)
                .SelectMany(l => HiddenBiases[l][member].Select((bias, unit) => (layout.Bias(l, member) + unit, bias)))
                .Concat(order.Select((column, input) => (layout.InputVector(member) + input, InputVectors[member][column])))
                .Concat(OutputWeights[member].SelectMany(row => row).Select((weight, i) => (layout.Weights(last, member) + i, weight)))
                .Concat(OutputBiases[member].Select((bias, output) => (layout.Bias(last, member) + output, bias)));
            foreach (var place in places)
                yield return place;
        }
    }
}
