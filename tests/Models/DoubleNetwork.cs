using MlNetDl.Trainers;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Tests.Models;

/// <summary>A fitted network in double precision, written down from the formulas, without a thought to speed.</summary>
internal static class DoubleNetwork
{
    /// <summary>The mean of the members' outputs.</summary>
    public static double[] Outputs(FittedNetwork network, float[] row)
    {
        var columns = Columns(network.Encoding, row);
        var outputs = network.Members.Select(member => member.Aggregate(columns, Apply)).ToArray();
        return [.. Enumerable.Range(0, network.Outputs).Select(output => outputs.Average(member => member[output]))];
    }

    /// <summary>
    /// The encoded columns: of each slot z = (x - offset) * scale, where it is clipped z / sqrt(1 + (z/3)^2); then of each slot in pieces
    /// clip((x - e_t) / (e_t+1 - e_t), 0, 1) - mean_t.
    /// </summary>
    public static double[] Columns(InputEncoding encoding, float[] row)
    {
        var columns = new List<double>();
        for (var slot = 0; slot < row.Length; slot++)
        {
            var z = ((double)row[slot] - encoding.Offset[slot]) * encoding.Scale[slot];
            columns.Add(encoding.IsClipped(slot) ? z / Math.Sqrt(1 + (z / 3 * (z / 3))) : z);
        }

        for (var slot = 0; slot < row.Length; slot++)
        {
            if (encoding.Pieces(slot) is not var (edges, means, firstColumn))
                continue;
            if (firstColumn != columns.Count)
                throw new InvalidOperationException("The pieces do not follow one another.");
            for (var t = 0; t < means.Length; t++)
                columns.Add(Math.Clamp(((double)row[slot] - edges[t]) / ((double)edges[t + 1] - edges[t]), 0, 1) - means[t]);
        }

        return [.. columns];
    }

    private static double[] Apply(double[] x, DenseLayer layer) => [.. Enumerable.Range(0, layer.Units).Select(unit =>
    {
        var z = (double)layer.Bias[unit];
        for (var input = 0; input < x.Length; input++)
            z += layer.Weights[(unit * x.Length) + input] * x[input];
        return layer.Activation switch
        {
            Activation.Identity => z,
            Activation.ReLU => Math.Max(z, 0),
            Activation.Sigmoid => 1 / (1 + Math.Exp(-z)),
            Activation.Tanh => Math.Tanh(z),
            Activation.LeakyReLU => z > 0 ? z : z / 100,
            Activation.SiLU => z / (1 + Math.Exp(-z)),
            _ => throw new NotSupportedException($"{layer.Activation}"),
        };
    })];
}
