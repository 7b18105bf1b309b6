using MlNetDl.Transforms.Models;
using MlNetDl.Transforms.PiecewiseLinear;
using Xunit;

namespace MlNetDl.Tests.Models;

public class SlotKnotsTests
{
    [Fact]
    public void Values_are_located_as_in_training_to_the_bit()
    {
        var random = new Random(1);
        for (var count = 2; count < 60; count++)
        {
            var edges = Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5) * 100).Order().Distinct().ToArray();
            var knots = new SlotKnots(0, edges, 10);
            float[] values =
            [
                .. edges, .. edges.Select(MathF.BitIncrement), .. edges.Select(MathF.BitDecrement), 0, -100, 100, float.MaxValue,
                float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
                .. Enumerable.Range(0, 100).Select(_ => (float)(random.NextDouble() - 0.5) * 110),
            ];
            foreach (var x in values)
            {
                var (piece, fraction) = PieceEdges.Locate(edges, x);
                Assert.Equal((10 + piece, fraction), knots.Locate(x));
            }
        }
    }
}
