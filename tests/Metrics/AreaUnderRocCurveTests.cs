using MlNetDl.Trainers.Metrics;
using Xunit;

namespace MlNetDl.Tests.Metrics;

public class AreaUnderRocCurveTests
{
    // By hand: of the four pairs of a positive and a negative two are in order and one is tied.
    [Fact]
    public void It_is_the_share_of_pairs_in_order_and_half_of_those_tied() =>
        Assert.Equal(2.5 / 4, new AreaUnderRocCurve().Measure([0.1f, 0.4f, 0.4f, 0.3f], [0, 0, 1, 1], [1, 1, 1, 1]));

    // By hand: the pairs in order count 3 * 1 and 3 * 2, the tied one 1 * 1, of (3 + 1) * (1 + 2) in all.
    [Fact]
    public void Rows_count_their_weights() =>
        Assert.Equal(9.5 / 12, new AreaUnderRocCurve().Measure([1, 2, 3, 1], [0, 0, 1, 1], [1, 2, 3, 1]));
}
