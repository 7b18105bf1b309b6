using Microsoft.ML;
using MlNetDl.Tests.Support;
using TorchSharp;
using Xunit;

namespace MlNetDl.Tests.Conformance.Checks;

/// <summary>Tensors are counted for all of the process.</summary>
[Collection(RunsAlone.Name)]
public class LiveTensorTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void A_fit_and_a_refused_one_leave_no_tensors_and_a_model_may_be_disposed_of_twice(string name)
    {
        var subject = Registry.Of(name);
        var data = subject.Training(_mlContext);
        var before = torch.Tensor.TotalCount;

        var transformer = subject.Create(_mlContext).Fit(data);
        transformer.Transform(data).Preview(5);
        for (var i = 0; i < 2; i++)
            (transformer as IDisposable)?.Dispose();
        Record.Exception(() => subject.Create(_mlContext).Fit(subject.View(_mlContext, [])));

        Assert.Equal(before, torch.Tensor.TotalCount);
    }
}
