using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Transforms.Models;
using Xunit;

namespace MlNetDl.Tests.Models;

/// <summary>Networks of all shapes against the same in double precision, and rows alone against rows in batches.</summary>
public class NetworkScorerTests
{
    public static TheoryData<int, int, int[], int, Activation, bool> Shapes() => new()
    {
        { 5, 4, [20, 17], 1, Activation.ReLU, true },
        { 5, 4, [20, 17], 1, Activation.ReLU, false },
        { 0, 1, [20, 17], 1, Activation.ReLU, true },
        { 48, 1, [128, 128], 3, Activation.ReLU, true },
        { 48, 4, [128, 128], 1, Activation.ReLU, true },
        { 1, 8, [33], 17, Activation.Tanh, false },
        { 3, 3, [5, 6, 7, 8], 2, Activation.SiLU, true },
        { 3, 3, [5, 6, 7, 8], 40, Activation.Sigmoid, false },
        { 7, 2, [16, 16], 16, Activation.LeakyReLU, true },
        { 7, 5, [], 3, Activation.Identity, false },
        { 0, 1, [], 1, Activation.Identity, false },
        { 4, 2, [1, 1], 1, Activation.Identity, true },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_outputs_are_those_of_the_formulas_in_double_precision(
        int pieces, int members, int[] hidden, int outputs, Activation activation, bool shares)
    {
        var drawn = new DrawnNetwork(7, pieces, members, hidden, outputs, activation, shares);
        var network = drawn.Draw();
        var rows = drawn.Rows(101);

        var scores = Score(network, rows);

        foreach (var (row, score) in rows.Zip(scores))
        {
            foreach (var (expected, actual) in DoubleNetwork.Outputs(network, row).Zip(score))
                Assert.Equal(expected, actual, 1e-5 * Math.Max(1, Math.Abs(expected)));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_rows_bits_are_the_same_alone_and_among_any_number_of_rows(
        int pieces, int members, int[] hidden, int outputs, Activation activation, bool shares)
    {
        var drawn = new DrawnNetwork(7, pieces, members, hidden, outputs, activation, shares);
        var network = drawn.Draw();
        var rows = drawn.Rows(200);
        var alone = rows.Select(row => Bits.Of(Score(network, row)[0])).ToArray();

        foreach (var count in new[] { 2, 3, 7, 96, 97, 200 })
            Assert.Equal(alone[..count], Score(network, rows[..count]).Select(Bits.Of));
    }

    [Fact]
    public void So_it_is_where_most_slots_are_0()
    {
        var network = new DrawnNetwork(300, Hidden: [40, 40]).Draw();
        var random = new Random(1);
        var rows = Enumerable.Range(0, 100).Select(row => Enumerable.Range(0, 300)
            .Select(slot => random.Next(row + 1) == 0 ? (float)random.Next(2) : 0).ToArray()).ToArray();

        Assert.Equal(rows.Select(row => Bits.Of(Score(network, row)[0])), Score(network, rows).Select(Bits.Of));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_row_with_a_missing_value_scores_NaN_and_the_others_as_ever(int slot)
    {
        var drawn = new DrawnNetwork(Outputs: 2);
        var network = drawn.Draw();
        var rows = drawn.Rows(20);
        var expected = Score(network, rows).Select(Bits.Of).ToArray();
        rows[3][slot] = float.NaN;

        var scores = Score(network, rows);

        Assert.All(scores[3], score => Assert.True(float.IsNaN(score)));
        Assert.All(Score(network, rows[3])[0], score => Assert.True(float.IsNaN(score)));
        for (var row = 0; row < rows.Length; row++)
            Assert.True(row == 3 || Bits.Of(scores[row]) == expected[row], $"Row {row} has changed.");
    }

    [Theory]
    [InlineData(float.PositiveInfinity, float.MaxValue)]
    [InlineData(float.NegativeInfinity, float.MinValue)]
    public void Infinities_score_as_the_largest_numbers_do(float infinity, float largest)
    {
        var drawn = new DrawnNetwork();
        var network = drawn.Draw();
        var row = drawn.Rows(1)[0];

        (row[0], row[3]) = (infinity, infinity);
        var score = Score(network, row)[0][0];
        (row[0], row[3]) = (largest, largest);

        Assert.Equal(Score(network, row)[0][0], score, 1e-6);
        Assert.True(float.IsFinite(score));
    }

    [Fact]
    public void Pieces_of_large_numbers_keep_their_digits()
    {
        // The pieces tell 1e6 + 10 from 1e6 + 20, where a product with x itself would not.
        var encoding = new InputEncoding([1e6f], [1e-3f], [true], [([1e6f, 1e6f + 10, 1e6f + 20, 1e30f], [0.75f, 0.5f, 0.25f])]);
        var network = new FittedNetwork(encoding, [[new DenseLayer([0, 1, 10, 1000], [0], Activation.Identity)]]);
        float[][] rows = [[1e6f], [1e6f + 5], [1e6f + 10], [1e6f + 15], [1e6f + 20], [5e29f], [2e30f]];

        var scores = Score(network, rows);

        Assert.All(rows.Zip(scores), pair => Assert.Equal(DoubleNetwork.Outputs(network, pair.First)[0], pair.Second[0], 1e-4));
    }

    [Fact]
    public void The_mean_of_members_is_that_of_their_outputs_one_by_one()
    {
        var drawn = new DrawnNetwork(Members: 3, Outputs: 2);
        var network = drawn.Draw();
        var rows = drawn.Rows(10);

        var alone = network.Members.Select(member => Score(new FittedNetwork(network.Encoding, [member]), rows)).ToArray();
        var together = Score(network, rows);

        for (var row = 0; row < rows.Length; row++)
        {
            for (var output = 0; output < 2; output++)
                Assert.Equal(alone.Average(scores => scores[row][output]), together[row][output], 1e-6f);
        }
    }

    [Fact]
    public void Scoring_a_row_allocates_nothing()
    {
        var drawn = new DrawnNetwork();
        var buffer = new ScoringBuffer(new NetworkScorer(drawn.Draw()), 1);
        var row = drawn.Rows(1)[0];
        buffer.SetInput(0, row);
        buffer.Score(1);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            buffer.SetInput(0, row);
            buffer.Score(1);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Members_of_different_shapes_and_layers_that_do_not_fit_are_refused()
    {
        var encoding = InputEncoding.Identity(2);
        var (wide, narrow) = (Layer(2, 3), Layer(2, 2));

        Assert.Equal(
            "The members of a network have different shapes. (Parameter 'members')",
            Assert.Throws<ArgumentException>(() => new FittedNetwork(encoding, [[wide], [narrow]])).Message);
        Assert.Throws<ArgumentException>(() => new FittedNetwork(encoding, [[wide, narrow]]));
        Assert.Throws<ArgumentException>(() => new FittedNetwork(InputEncoding.Identity(3), [[wide]]));
        Assert.Throws<ArgumentException>(() => new FittedNetwork(encoding, [[wide with { Activation = Activation.ReLU }]]));

        static DenseLayer Layer(int inputs, int units) => new(new float[inputs * units], new float[units], Activation.Identity);
    }

    private static float[][] Score(FittedNetwork network, params float[][] rows)
    {
        var buffer = new ScoringBuffer(new NetworkScorer(network), rows.Length);
        for (var row = 0; row < rows.Length; row++)
            buffer.SetInput(row, rows[row]);
        buffer.Score(rows.Length);
        return [.. rows.Select((_, row) => buffer.Output(row).ToArray())];
    }
}
