using MlNetDl.Trainers.Metrics;
using Xunit;

namespace MlNetDl.Tests.Metrics;

public class RSquaredTests
{
    // By hand: the mean is 2, the squares about it 2, the squared errors 0.25 + 0.25.
    [Fact]
    public void It_is_what_is_left_of_the_squares_about_the_mean() =>
        Assert.Equal(0.75, new RSquared().Measure([1.5f, 2, 2.5f], [1, 2, 3], [1, 1, 1]));

    // The weighted mean of equal floats is rounded: with these weights it is not 0.1f.
    [Fact]
    public void Equal_labels_do_not_determine_it_whatever_their_weights() =>
        Assert.Equal(double.NaN, new RSquared().Measure([1, 2, 3], [0.1f, 0.1f, 0.1f], [0.3f, 0.7f, 1.9f]));
}
