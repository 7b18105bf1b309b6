using MlNetDl.ModelSelection;
using MlNetDl.Reports;
using MlNetDl.Trainers;
using MlNetDl.Transforms;
using NetArchTest.Rules;
using Xunit;

namespace MlNetDl.Tests.Architecture;

/// <summary>Dependencies run one way: faces, tasks, training, optimization, network. What the compiler does not hold is held here.</summary>
public class DependencyTests
{
    [Theory]
    [InlineData("MlNetDl.Trainers.Network", "Microsoft.ML")]
    [InlineData("MlNetDl.Trainers.Network", "MlNetDl.Trainers.Training")]
    [InlineData("MlNetDl.Trainers.Network", "MlNetDl.Trainers.Data")]
    [InlineData("MlNetDl.Trainers.Network", "MlNetDl.Trainers.Tasks")]
    [InlineData("MlNetDl.Trainers.Network", "MlNetDl.Trainers.Optimization")]
    [InlineData("MlNetDl.Trainers.Network", "MlNetDl.Trainers.Metrics")]
    [InlineData("MlNetDl.Trainers.Optimization", "Microsoft.ML")]
    [InlineData("MlNetDl.Trainers.Optimization", "MlNetDl.Trainers.Training")]
    [InlineData("MlNetDl.Trainers.Optimization", "MlNetDl.Trainers.Data")]
    [InlineData("MlNetDl.Trainers.Optimization", "TorchSharp")]
    [InlineData("MlNetDl.Trainers.Metrics", "Microsoft.ML")]
    [InlineData("MlNetDl.Trainers.Metrics", "MlNetDl.Trainers.Training")]
    [InlineData("MlNetDl.Trainers.Metrics", "MlNetDl.Trainers.Tasks")]
    [InlineData("MlNetDl.Trainers.Metrics", "TorchSharp")]
    [InlineData("MlNetDl.Trainers.Checkpoints", "Microsoft.ML")]
    [InlineData("MlNetDl.Trainers.Checkpoints", "MlNetDl.Trainers.Training")]
    [InlineData("MlNetDl.Trainers.Checkpoints", "TorchSharp")]
    [InlineData("MlNetDl.Trainers.Training", "MlNetDl.Trainers.Tasks")]
    [InlineData("MlNetDl.Trainers.Training", "MlNetDl.Trainers.Regularization")]
    [InlineData("MlNetDl.Trainers.Regularization", "MlNetDl.Trainers.Tasks")]
    [InlineData("MlNetDl.Trainers.Regularization", "TorchSharp")]
    [InlineData("MlNetDl.Trainers.Data", "MlNetDl.Trainers.Training")]
    [InlineData("MlNetDl.Trainers.Data", "MlNetDl.Trainers.Tasks")]
    [InlineData("MlNetDl.Trainers.Data", "TorchSharp")]
    [InlineData("MlNetDl.Trainers.Tasks", "TorchSharp")]
    public void In_the_trainers_no_part_depends_on_one_further_out(string part, string other) =>
        Check(Types.InAssembly(typeof(MlpTrainer).Assembly), part, other);

    [Theory]
    [InlineData("MlNetDl.Transforms.Numerics", "Microsoft.ML")]
    [InlineData("MlNetDl.Transforms.Numerics", "MlNetDl.Transforms.Models")]
    [InlineData("MlNetDl.Transforms.History", "Microsoft.ML.Data")]
    [InlineData("MlNetDl.Transforms", "TorchSharp")]
    public void In_the_transforms_no_part_depends_on_one_further_out(string part, string other) =>
        Check(Types.InAssembly(typeof(MulticlassNetworkTransformer).Assembly), part, other);

    [Theory]
    [InlineData("MlNetDl.ModelSelection", "TorchSharp")]
    [InlineData("MlNetDl.ModelSelection", "MlNetDl.Trainers")]
    [InlineData("MlNetDl.ModelSelection", "MlNetDl.Transforms.Models")]
    [InlineData("MlNetDl.ModelSelection.Splits", "MlNetDl.ModelSelection.CrossValidation")]
    [InlineData("MlNetDl.ModelSelection.Splits", "MlNetDl.ModelSelection.Search")]
    [InlineData("MlNetDl.ModelSelection.CrossValidation", "MlNetDl.ModelSelection.Search")]
    public void In_model_selection_no_part_depends_on_one_further_out(string part, string other) =>
        Check(Types.InAssembly(typeof(MetricSummary).Assembly), part, other);

    [Theory]
    [InlineData("MlNetDl.Reports", "TorchSharp")]
    [InlineData("MlNetDl.Reports", "MlNetDl.Trainers.Network")]
    [InlineData("MlNetDl.Reports", "MlNetDl.Transforms.Models")]
    public void In_the_reports_no_part_depends_on_one_further_out(string part, string other) =>
        Check(Types.InAssembly(typeof(Picture).Assembly), part, other);

    private static void Check(Types types, string part, string other)
    {
        var inside = types.That().ResideInNamespaceStartingWith(part);
        Assert.NotEmpty(inside.GetTypes());
        var result = inside.ShouldNot().HaveDependencyOn(other).GetResult();
        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }
}
