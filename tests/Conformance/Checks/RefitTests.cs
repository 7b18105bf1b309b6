using Microsoft.ML;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Conformance.Checks;

/// <summary>What is learned depends on the data, the options and the seed, and on nothing else.</summary>
public class RefitTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void An_estimator_fitted_again_and_from_two_threads_learns_the_same(string name)
    {
        var subject = Registry.Of(name);
        var data = subject.Training(_mlContext);
        var estimator = subject.Create(_mlContext);

        var expected = Scored(estimator.Fit(data));
        var again = Scored(estimator.Fit(data));
        var atOnce = AtOnce.Run(2, _ => Scored(estimator.Fit(data)));

        Assert.Equal(expected, again);
        Assert.All(atOnce, scored => Assert.Equal(expected, scored));

        SortedDictionary<int, string> Scored(ITransformer transformer) => RowLines.Of(transformer.Transform(subject.Others(_mlContext)));
    }

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void The_seed_of_the_context_repeats_a_fit_and_another_changes_what_is_drawn(string name)
    {
        var subject = Registry.Of(name);

        var expected = Scored(seed: 1);

        Assert.Equal(expected, Scored(seed: 1));
        Assert.Equal(!subject.IsRandom, expected.SequenceEqual(Scored(seed: 2)));

        SortedDictionary<int, string> Scored(int seed)
        {
            var mlContext = new MLContext(seed);
            return RowLines.Of(subject.Fit(mlContext).Transform(subject.Others(mlContext)));
        }
    }
}
