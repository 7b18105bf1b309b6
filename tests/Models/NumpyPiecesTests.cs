using MlNetDl.Tests.PiecewiseLinear.Peers;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Transforms.Models;
using Xunit;

namespace MlNetDl.Tests.Models;

/// <summary>
/// The encoded columns of adult, California housing and diamonds as numpy 1.24.2 has them (<c>numpy_pieces.py</c>), brought to light by a
/// layer that hands every column through.
/// </summary>
public class NumpyPiecesTests
{
    [Fact]
    public void Columns_of_pieces_are_numpy_s_less_their_means()
    {
        var columns = JsonLines.Read<NumpyTable>("tests/PiecewiseLinear/Peers/numpy_tables.jsonl.gz");
        Assert.Equal(22, columns.Length);
        Assert.All(columns, Check);
    }

    private static void Check(NumpyTable column)
    {
        var means = Array.ConvertAll(column.Means, mean => (float)mean);
        var encoding = new InputEncoding([0], [1], [true], [(column.Edges, means)]);
        var network = new FittedNetwork(encoding, [[Through(encoding.Columns)]]);
        var buffer = new ScoringBuffer(new NetworkScorer(network), 1);

        foreach (var encoded in column.Encoded.Where(encoded => encoded.Any(share => share > 0)))
        {
            buffer.SetInput(0, [Value(column.Edges, encoded)]);
            buffer.Score(1);

            var pieces = buffer.Output(0)[1..];
            Assert.Equal(encoded.Length, pieces.Length);
            for (var t = 0; t < pieces.Length; t++)
                Assert.Equal(encoded[t] - column.Means[t], pieces[t], 2e-6);
        }
    }

    /// <summary>The value that numpy's columns stand for, on the edge of the last full piece or within the one behind it.</summary>
    private static float Value(float[] edges, float[] encoded)
    {
        var full = encoded.Count(share => share >= 1);
        return full == encoded.Length
            ? edges[^1]
            : (float)(edges[full] + (encoded[full] * ((double)edges[full + 1] - edges[full])));
    }

    private static DenseLayer Through(int columns)
    {
        var weights = new float[columns * columns];
        for (var i = 0; i < columns; i++)
            weights[(i * columns) + i] = 1;
        return new DenseLayer(weights, new float[columns], Activation.Identity);
    }
}
