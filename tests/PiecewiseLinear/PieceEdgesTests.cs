using MlNetDl.Transforms.PiecewiseLinear;
using Xunit;

namespace MlNetDl.Tests.PiecewiseLinear;

/// <summary>What follows from the definition alone; <see cref="Peers.NumpyTests"/> has the numbers.</summary>
public class PieceEdgesTests
{
    [Theory]
    [InlineData(-1f, 0, 0f)]
    [InlineData(0f, 0, 0f)]
    [InlineData(0.5f, 0, 0.5f)]
    [InlineData(1f, 1, 0f)]
    [InlineData(2f, 1, 0.25f)]
    [InlineData(5f, 2, 0f)]
    [InlineData(7.5f, 2, 0.5f)]
    [InlineData(10f, 2, 1f)]
    [InlineData(11f, 2, 1f)]
    [InlineData(float.MaxValue, 2, 1f)]
    [InlineData(float.PositiveInfinity, 2, 1f)]
    [InlineData(float.MinValue, 0, 0f)]
    [InlineData(float.NegativeInfinity, 0, 0f)]
    public void A_value_lies_in_a_piece_or_at_an_end(float x, int piece, float fraction)
        => Assert.Equal((piece, fraction), PieceEdges.Locate([0, 1, 5, 10], x));

    [Fact]
    public void A_missing_value_lies_at_no_place()
        => Assert.True(float.IsNaN(PieceEdges.Locate([0, 1, 5, 10], float.NaN).Fraction));

    [Theory]
    [InlineData(float.MinValue, float.MaxValue, 0f, 0.5f)]
    [InlineData(0f, float.Epsilon, float.Epsilon, 1f)]
    [InlineData(-float.Epsilon, float.Epsilon, 0f, 0.5f)]
    [InlineData(16777216f, 16777218f, 16777216f, 0f)]
    public void The_widest_and_the_narrowest_piece_are_divided_rightly(float low, float high, float x, float fraction)
        => Assert.Equal((0, fraction), PieceEdges.Locate([low, high], x));

    [Fact]
    public void Every_value_between_two_edges_is_found_there()
    {
        var random = new Random(1);
        for (var count = 2; count <= 60; count++)
        {
            var edges = Draw(random, count).Distinct().Order().ToArray();
            foreach (var x in Draw(random, 50).Concat(edges))
            {
                var (piece, fraction) = PieceEdges.Locate(edges, x);
                var below = edges.Count(edge => edge <= x);
                Assert.Equal(Math.Clamp(below - 1, 0, edges.Length - 2), piece);
                Assert.InRange(fraction, 0, 1);
            }
        }
    }

    [Fact]
    public void The_order_of_the_rows_does_not_matter()
    {
        var random = new Random(2);
        var values = Draw(random, 2000);
        var weights = Array.ConvertAll(values, _ => (float)random.Next(1, 4));
        var order = Enumerable.Range(0, values.Length).ToArray();
        random.Shuffle(order);

        var edges = PieceEdges.Learn(values, weights, 48);

        Assert.Equal(49, edges.Length);
        Assert.Equal(edges, PieceEdges.Learn(
            Array.ConvertAll(order, i => values[i]), Array.ConvertAll(order, i => weights[i]), 48));
    }

    [Fact]
    public void A_row_of_weight_2_counts_as_the_row_twice_and_one_of_weight_0_as_none()
    {
        var random = new Random(3);
        var values = Array.ConvertAll(Draw(random, 500), value => MathF.Round(value, 2));
        var weights = Array.ConvertAll(values, _ => (float)random.Next(0, 4));
        float[] repeated = [.. values.Zip(weights).SelectMany(row => Enumerable.Repeat(row.First, (int)row.Second))];

        Assert.Equal(PieceEdges.Learn(repeated, [], 48), PieceEdges.Learn(values, weights, 48));
    }

    [Fact]
    public void A_common_factor_of_the_weights_does_not_matter()
    {
        var random = new Random(4);
        var values = Draw(random, 500);
        var weights = Array.ConvertAll(values, _ => (float)random.Next(1, 4));

        Assert.Equal(
            PieceEdges.Learn(values, weights, 48), PieceEdges.Learn(values, Array.ConvertAll(weights, weight => weight * 4096), 48));
    }

    [Fact]
    public void Missing_and_infinite_values_are_passed_over()
        => Assert.Equal([1, 2, 3], PieceEdges.Learn(
            [2, float.NaN, float.PositiveInfinity, 3, 1, 2, float.NegativeInfinity, float.NaN], [], 48));

    [Fact]
    public void Zero_has_no_sign()
    {
        var edges = PieceEdges.Learn([-0f, 0, -0f, 1], [], 48);

        Assert.Equal([0, 1], edges);
        Assert.False(float.IsNegative(edges[0]));
    }

    [Fact]
    public void Values_that_are_all_equal_have_one_edge_and_no_values_none()
    {
        Assert.Equal([5], PieceEdges.Learn([5, 5, 5], [], 48));
        Assert.Empty(PieceEdges.Learn([], [], 48));
        Assert.Empty(PieceEdges.Learn([float.NaN], [], 48));
        Assert.Empty(PieceEdges.Learn([1, 2], [0, 0], 48));
    }

    [Fact]
    public void Edges_are_in_order_between_values_of_very_different_size()
    {
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            var values = new float[random.Next(60, 400)];
            for (var i = 0; i < values.Length; i++)
                values[i] = BitConverter.UInt32BitsToSingle((uint)random.NextInt64(1L << 32));

            var edges = PieceEdges.Learn(values, [], random.Next(2, 49));

            Assert.All(edges, edge => Assert.True(float.IsFinite(edge)));
            Assert.All(edges.Zip(edges.Skip(1)), pair => Assert.True(pair.First < pair.Second));
            Assert.Equal(values.Where(float.IsFinite).Min(), edges[0]);
            Assert.Equal(values.Where(float.IsFinite).Max(), edges[^1]);
        }
    }

    private static float[] Draw(Random random, int count)
        => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 20) - 10))];
}
