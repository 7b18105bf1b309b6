using System.Reflection;
using Microsoft.ML;
using MlNetDl.ModelSelection.CrossValidation;
using Xunit;

namespace MlNetDl.Tests.ModelSelection.CrossValidation;

public class EstimatorCopyTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void The_estimators_in_a_pipeline_are_copied_each_once()
    {
        var chain = _mlContext.Transforms.NormalizeMinMax("Features")
            .Append(_mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression("Flag"));

        var copy = EstimatorCopy.Of(chain);
        Assert.IsType(chain.GetType(), copy);

        var (last, lastOfCopy) = (Last(chain), Last(copy));
        Assert.NotSame(last, lastOfCopy);
        // It is the last one of the chain's array as well.
        Assert.Contains(Estimators(copy), estimator => ReferenceEquals(estimator, lastOfCopy));
        Assert.Empty(Estimators(copy).Intersect(Estimators(chain)));
    }

    [Fact]
    public void Of_an_estimator_of_ones_own_the_fields_and_the_estimators_in_it_are_copied_and_nothing_else()
    {
        List<int> list = [1];
        Own inner = new(list, []), outer = new(list, [inner]);

        var copy = (Own)EstimatorCopy.Of(outer);
        copy.Fitted = 1;

        Assert.Equal(0, outer.Fitted);
        Assert.Same(list, copy.List);
        Assert.NotSame(outer.Parts, copy.Parts);
        Assert.NotSame(inner, Assert.Single(copy.Parts));
        Assert.Same(list, Assert.Single(copy.Parts).List);
    }

    [Fact]
    public void An_estimator_that_contains_itself_is_copied_with_itself()
    {
        Own own = new([], [null!]);
        own.Parts[0] = own;

        var copy = (Own)EstimatorCopy.Of(own);

        Assert.NotSame(own, copy);
        Assert.Same(copy, copy.Parts[0]);
    }

    private static object Last(object chain) => chain.GetType().GetField("LastEstimator")!.GetValue(chain)!;

    private static object[] Estimators(object chain) =>
        (object[])chain.GetType().GetField("_estimators", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(chain)!;

    private sealed class Own(List<int> list, Own[] parts) : IEstimator<ITransformer>
    {
        public List<int> List => list;

        public Own[] Parts => parts;

        public int Fitted { get; set; }

        public ITransformer Fit(IDataView input) => throw new NotSupportedException("Nothing is fitted.");

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }
}
