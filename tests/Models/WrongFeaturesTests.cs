using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using MlNetDl.Transforms;
using MlNetDl.Transforms.Models;
using Xunit;

namespace MlNetDl.Tests.Models;

/// <summary>Data to predict that does not fit the model.</summary>
public class WrongFeaturesTests
{
    private const string Trained =
        "the model was trained on Vector<Single, 3>. Give it data made by the same pipeline as in training.";

    private const string TwoSlots =
        "The feature vector has 2 slots; the model was trained on 3. Give it features made by the same pipeline as in training.";

    private readonly MLContext _mlContext = new(seed: 1);
    private readonly MulticlassNetworkTransformer _model;

    public WrongFeaturesTests() => _model = Blobs.Model(_mlContext);

    [Fact]
    public void A_feature_vector_of_another_length_is_refused() =>
        Refused<TwoFeatures>($"Feature column 'Features' is Vector<Single, 2>; {Trained}");

    [Fact]
    public void A_feature_vector_of_another_item_type_is_refused() =>
        Refused<Doubles>($"Feature column 'Features' is Vector<Double, 3>; {Trained}");

    [Fact]
    public void A_feature_vector_of_unknown_length_is_refused() =>
        Refused<Unsized>($"Feature column 'Features' is Vector<Single>; {Trained}");

    [Fact]
    public void A_missing_feature_column_is_refused() => Refused<Blob>($"Feature column 'Features' is missing; {Trained}");

    [Fact]
    public void Slots_in_another_order_are_refused_and_slots_of_other_names_are_not()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Blobs.Rows(9));
        var moved = _mlContext.Transforms.Concatenate("Features", "Width", "Length", "Weight").Fit(data).Transform(data);
        var renamed = _mlContext.Transforms.CopyColumns("Breadth", "Width")
            .Append(_mlContext.Transforms.Concatenate("Features", "Length", "Breadth", "Weight")).Fit(data).Transform(data);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _model.Transform(moved));

        Assert.Equal(
            "Feature column 'Features' has 'Width' in slot 0; in training it had 'Length' there, and the same slots in another order. "
            + "Give it data made by the same pipeline as in training. (Parameter 'input')",
            error.Message);
        Assert.Equal(Bits.OfScores(_model.Transform(Blobs.Data(_mlContext, 9))), Bits.OfScores(_model.Transform(renamed)));
    }

    [Fact]
    public void A_vector_that_is_not_of_its_columns_length_is_refused()
    {
        var model = (INetworkModel)_model.Model;

        var error = Assert.Throws<InvalidOperationException>(
            () => model.CreateBuffer(1).SetInput(0, new VBuffer<float>(2, [1, 2])));

        Assert.Equal(TwoSlots, error.Message);
    }

    [Fact]
    public void A_row_whose_vector_is_not_of_its_columns_length_is_refused_whether_alone_or_in_a_batch()
    {
        using var engine = _mlContext.Model.CreatePredictionEngine<ThreeFeatures, BlobScore>(_model);
        var view = _model.Transform(_mlContext.Data.LoadFromEnumerable(new[] { new ThreeFeatures { Features = [1, 2] } }));

        var alone = Assert.Throws<InvalidOperationException>(() => engine.Predict(new ThreeFeatures { Features = [1, 2] }));
        var batch = Assert.Throws<InvalidOperationException>(() => Bits.OfScores(view));

        Assert.Equal(TwoSlots, alone.Message);
        Assert.Equal(TwoSlots, batch.Message);
    }

    [Fact]
    public void The_type_of_the_model_refuses_as_the_interface_does()
    {
        var data = _mlContext.Data.LoadFromEnumerable(new[] { new TwoFeatures() });

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _model.Transform(data));

        Assert.Equal($"Feature column 'Features' is Vector<Single, 2>; {Trained} (Parameter 'input')", error.Message);
    }

    private void Refused<TRow>(string message)
        where TRow : class, new()
    {
        ITransformer model = _model;
        var data = _mlContext.Data.LoadFromEnumerable(new[] { new TRow() });

        var atData = Assert.Throws<ArgumentOutOfRangeException>(() => model.Transform(data));
        var atSchema = Assert.Throws<ArgumentOutOfRangeException>(() => model.GetOutputSchema(data.Schema));
        var atEngine = Assert.Throws<ArgumentOutOfRangeException>(
            () => _mlContext.Model.CreatePredictionEngine<TRow, BlobScore>(model));

        Assert.Equal($"{message} (Parameter 'input')", atData.Message);
        Assert.Equal($"{message} (Parameter 'inputSchema')", atSchema.Message);
        Assert.Equal($"{message} (Parameter 'inputSchema')", atEngine.Message);
    }

    private sealed class ThreeFeatures
    {
        public int Number { get; set; }

        [VectorType(3)]
        public float[] Features { get; set; } = [1, 2, 3];
    }

    private sealed class TwoFeatures
    {
        public int Number { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [1, 2];
    }

    private sealed class Doubles
    {
        public int Number { get; set; }

        [VectorType(3)]
        public double[] Features { get; set; } = [1, 2, 3];
    }

    private sealed class Unsized
    {
        public int Number { get; set; }

        public float[] Features { get; set; } = [1, 2, 3];
    }
}
