using Microsoft.ML;
using MlNetDl.Tests.Conformance.Views;
using Xunit;

namespace MlNetDl.Tests.Conformance.Checks;

public class SparseVectorTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void Vectors_stored_sparsely_are_learned_from_and_transformed_as_dense_ones(string name)
    {
        var subject = Registry.Of(name);
        var others = subject.Others(_mlContext);
        var expected = RowLines.Of(subject.Fit(_mlContext).Transform(others));

        var transformer = subject.Create(_mlContext).Fit(new SparseView(subject.Training(_mlContext)));

        Assert.Equal(expected, RowLines.Of(transformer.Transform(others)));
        Assert.Equal(expected, RowLines.Of(transformer.Transform(new SparseView(others))));
    }
}
