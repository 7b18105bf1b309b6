using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Inspection;

public class LinearCoefficientsTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void The_linear_function_of_a_regression_is_the_score_in_the_label_s_own_units_fitted_or_loaded()
    {
        var rows = Slopes.Rows(60, mean: 5e4f, scale: 300);
        var data = _mlContext.Data.LoadFromEnumerable(rows);
        var fitted = Slopes.Preparation(_mlContext).Append(Linear()).Fit(data);

        foreach (var model in new[] { fitted, SavedModel.Reloaded(_mlContext, fitted, data.Schema) })
        {
            var function = Assert.Single(model.GetLinearCoefficients());

            Assert.Null(function.ClassName);
            Assert.Equal(["X", "Y"], function.Weights.Select(weight => weight.SlotName));
            foreach (var (row, score) in rows.Zip(model.Transform(data).GetColumn<float>("Score")))
                Assert.Equal(function.Bias + (function["X"] * row.X) + (function["Y"] * row.Y), score, 0.05);
        }
    }

    [Fact]
    public void Slots_without_names_are_named_by_their_index()
    {
        var data = _mlContext.Data.LoadFromEnumerable(
            Slopes.Rows(30).Select(row => new Unnamed { Value = row.Value, Features = [row.X, row.Y, 1] }));

        var function = Assert.Single(Linear().Fit(data).GetLinearCoefficients());

        Assert.Equal(["0", "1", "2"], function.Weights.Select(weight => weight.SlotName));
        // Nothing is learned of a feature that never varies.
        Assert.Equal(0, function["2"]);
        Assert.Equal(
            "No slot is named 'X'. The slots are '0', '1', '2'.", Assert.Throws<KeyNotFoundException>(() => function["X"]).Message);
    }

    [Theory]
    [InlineData(nameof(Typed.Single), "1.5", "-2", "0")]
    [InlineData(nameof(Typed.Double), "1.5", "-2", "0")]
    [InlineData(nameof(Typed.Int32), "1", "-2", "0")]
    [InlineData(nameof(Typed.Int64), "1", "-2", "0")]
    [InlineData(nameof(Typed.Byte), "1", "254", "0")]
    [InlineData(nameof(Typed.Boolean), "True", "False")]
    public void Classes_whose_key_values_are_no_text_are_named_by_them(string column, params string[] expected)
    {
        float[] values = [1.5f, -2, 0];
        var data = _mlContext.Data.LoadFromEnumerable(
            Slopes.Rows(30).Select(row => new Typed { Single = values[row.Number % 3], Features = [row.X, row.Y] }));
        var pipeline = _mlContext.Transforms.Conversion.MapValueToKey("Label", column)
            .Append(new SoftmaxRegressionTrainer(_mlContext, new SoftmaxRegressionTrainer.Options { NumberOfEpochs = 2 }));

        OneHot.Encoding.UnderCulture(
            "de-DE", () => Assert.Equal(expected, pipeline.Fit(data).GetLinearCoefficients().Select(c => c.ClassName!)));
    }

    [Fact]
    public void Classes_without_key_values_are_named_by_their_numbers()
    {
        var data = _mlContext.Data.LoadFromEnumerable(
            Slopes.Rows(30).Select(row => new Keyed { Label = (uint)(row.Number % 3) + 1, Features = [row.X, row.Y] }));
        var trainer = new SoftmaxRegressionTrainer(_mlContext, new SoftmaxRegressionTrainer.Options { NumberOfEpochs = 2 });

        Assert.Equal(["1", "2", "3", "4"], trainer.Fit(data).GetLinearCoefficients().Select(c => c.ClassName!));
    }

    [Fact]
    public void A_network_that_is_not_linear_is_refused()
    {
        const string Expected =
            "model has a network that is not linear; only models of SoftmaxRegressionTrainer and LinearRegressionTrainer have a weight "
            + "for each feature. (Parameter 'model')";
        var withoutHiddenLayers = Slopes.Options(nameof(Slope.Value));
        withoutHiddenLayers.HiddenLayers = [];

        Assert.Equal(Expected, Assert.Throws<ArgumentException>(() => Slopes.Regression(_mlContext).GetLinearCoefficients()).Message);
        Assert.Equal(Expected, Assert.Throws<ArgumentException>(() => Blobs.Model(_mlContext).GetLinearCoefficients()).Message);
        // Its features are clipped.
        Assert.Equal(Expected, Assert.Throws<ArgumentException>(
            () => new MlpTrainer(_mlContext, withoutHiddenLayers).Fit(Slopes.Data(_mlContext)).GetLinearCoefficients()).Message);
    }

    private LinearRegressionTrainer Linear() => new(
        _mlContext, new LinearRegressionTrainer.Options { LabelColumnName = nameof(Slope.Value), NumberOfEpochs = 5, Seed = 1 });

    private sealed class Unnamed
    {
        public float Value { get; set; }

        [VectorType(3)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Typed
    {
        public float Single { get; set; }

        public double Double => Single;

        public int Int32 => (int)Single;

        public long Int64 => (long)Single;

        public byte Byte => (byte)(int)Single;

        public bool Boolean => Single > 0;

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Keyed
    {
        [KeyType(4)]
        public uint Label { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}
