using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlNetDl.Samples.Penguins;
using MlNetDl.Tests.MlNet;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.SoftmaxRegression;

/// <summary>
/// Softmax regression is a convex problem: whoever solves it must find the same least mean cross-entropy + lambda / 2 * |W|^2.
/// </summary>
/// <remarks>
/// The least values are those of scikit-learn 1.2.1's <c>LogisticRegression(multi_class="multinomial", solver="lbfgs", C=1 /
/// (lambda * rows), tol=1e-10)</c>, which has a weight vector a class for two classes as well (it shows the second, the first
/// is its negative). Its inputs were z-scores with the deviation of the population, two-valued slots as 0 and 1, constant slots
/// as 0; <c>pandas.get_dummies(dummy_na=True)</c> encoded text, and means took the place of missing measurements. SciPy 1.10.1's
/// L-BFGS-B on the objective itself gives the same values to 1e-7.
/// </remarks>
public class ConvexOptimumTests
{
    /// <summary>What the optimum's seven digits leave open, and the single precision of weights and scores.</summary>
    private const double Rounding = 2e-6;

    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [InlineData(1e-4f, 0.0539802)]
    [InlineData(1e-3f, 0.1023681)]
    [InlineData(1e-2f, 0.2436772)]
    public void Iris_is_learned_to_the_optimum(float weightDecay, double optimum)
    {
        var rows = _mlContext.Data.LoadFromTextFile(Repository.PathTo("tests/SoftmaxRegression/iris.csv"), new TextLoader.Options
        {
            HasHeader = true,
            Separators = [','],
            Columns = [new("Features", DataKind.Single, 0, 3), new("species", DataKind.String, 4)],
        });

        AssertOptimal(rows, _mlContext.Transforms.Conversion.MapValueToKey("Label", "species"), weightDecay, optimum);
    }

    [Theory]
    [InlineData(1e-4f, 0.0098887)]
    [InlineData(1e-3f, 0.0328300)]
    [InlineData(1e-2f, 0.1123481)]
    public void Penguins_are_learned_to_the_optimum(float weightDecay, double optimum)
    {
        var rows = PenguinPipeline.Load(_mlContext, Repository.PathTo("samples/data/penguins.csv"));
        string[] measurements =
            [nameof(Penguin.BillLength), nameof(Penguin.BillDepth), nameof(Penguin.FlipperLength), nameof(Penguin.BodyMass)];
        string[] categories = [nameof(Penguin.Island), nameof(Penguin.Sex)];

        var preparation = _mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Penguin.Species))
            .Append(_mlContext.Transforms.ReplaceMissingValues(
                [.. measurements.Select(name => new InputOutputColumnPair(name))], MissingValueReplacingEstimator.ReplacementMode.Mean))
            .Append(_mlContext.Transforms.Categorical.NaNAwareOneHotEncoding(
                [.. categories.Select(name => new InputOutputColumnPair(name))]))
            .Append(_mlContext.Transforms.Concatenate("Features", [.. measurements, .. categories]));

        AssertOptimal(rows, preparation, weightDecay, optimum);
    }

    [SkippableTheory]
    [InlineData(1e-4f, 0.3176721)]
    [InlineData(1e-3f, 0.3221003)]
    [InlineData(1e-2f, 0.3431589)]
    public void Adult_is_learned_to_the_optimum_with_two_classes_as_a_key(float weightDecay, double optimum)
    {
        var path = Path.Combine(SharedData.Folder("adult"), "train.csv");
        int[] texts = [1, 3, 5, 6, 7, 8, 9, 13];
        var rows = _mlContext.Data.LoadFromTextFile(path, new TextLoader.Options
        {
            HasHeader = true,
            Separators = [','],
            Columns =
            [
                new("numbers", DataKind.Single, [new(0), new(2), new(4), new(10, 12)]),
                .. texts.Select(index => new TextLoader.Column($"text{index}", DataKind.String, index)),
                new("over-50k", DataKind.String, 14),
            ],
        });

        var preparation = _mlContext.Transforms.Conversion.MapValueToKey("Label", "over-50k")
            .Append(_mlContext.Transforms.Categorical.NaNAwareOneHotEncoding(
                [.. texts.Select(index => new InputOutputColumnPair($"text{index}"))]))
            .Append(_mlContext.Transforms.Concatenate("Features", ["numbers", .. texts.Select(index => $"text{index}")]));

        AssertOptimal(rows, preparation, weightDecay, optimum);
    }

    private void AssertOptimal(IDataView rows, IEstimator<ITransformer> preparation, float weightDecay, double optimum)
    {
        var data = preparation.Fit(rows).Transform(rows);
        var model = new SoftmaxRegressionTrainer(_mlContext, new SoftmaxRegressionTrainer.Options { WeightDecay = weightDecay, Seed = 1 })
            .Fit(data);

        var network = model.Model.Network;
        var squares = network.Members[0][0].Weights.Sum(weight => (double)weight * weight);
        var crossEntropy = model.Transform(data).GetColumn<float[]>("Score").Zip(data.GetColumn<uint>("Label"))
            .Average(row => -Math.Log(row.First[row.Second - 1]));

        // Less than the optimum would be the solution of another problem.
        Assert.InRange(crossEntropy + (weightDecay / 2 * squares), optimum - Rounding, optimum + 1e-3);
    }
}
