using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.SoftmaxRegression;

public class CoefficientsTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void The_softmax_of_the_linear_functions_is_the_score()
    {
        var rows = Blobs.Rows(90);
        var data = _mlContext.Data.LoadFromEnumerable(rows);
        var model = Chain().Fit(data);

        var classes = model.GetLinearCoefficients();

        Assert.Equal(["ant", "bee", "cat"], classes.Select(c => c.ClassName!));
        Assert.All(classes, c => Assert.Equal(["Length", "Width", "Weight"], c.Weights.Select(weight => weight.SlotName)));
        foreach (var (row, score) in rows.Zip(model.Transform(data).GetColumn<float[]>("Score")))
        {
            var exponentials = classes
                .Select(c => Math.Exp(c.Bias + (c["Length"] * row.Length) + (c["Width"] * row.Width) + (c["Weight"] * row.Weight)))
                .ToArray();
            for (var i = 0; i < exponentials.Length; i++)
                Assert.Equal(exponentials[i] / exponentials.Sum(), score[i], 1e-5);
        }
    }

    [Fact]
    public void A_loaded_chain_has_the_same_coefficients()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Blobs.Rows(90));
        var model = Chain().Fit(data);
        using var folder = new TempFolder();
        _mlContext.Model.Save(model, data.Schema, folder.File("softmax.zip"));

        var loaded = new MLContext().Model.Load(folder.File("softmax.zip"), out _).GetLinearCoefficients();

        foreach (var (expected, actual) in model.GetLinearCoefficients().Zip(loaded, (a, b) => (a, b)))
        {
            Assert.Equal(expected.ClassName, actual.ClassName);
            Assert.Equal(expected.Bias, actual.Bias);
            Assert.Equal(expected.Weights, actual.Weights);
        }

        Assert.Equal(3, loaded.Count);
    }

    private EstimatorChain<ITransformer> Chain() => Blobs.Preparation(_mlContext)
        .Append<ITransformer>(new SoftmaxRegressionTrainer(_mlContext, new SoftmaxRegressionTrainer.Options { Seed = 1 }))
        .Append<ITransformer>(_mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
}
