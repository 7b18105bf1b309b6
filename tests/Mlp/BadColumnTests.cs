using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.OneHot;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Mlp;

public class BadColumnTests
{
    private const string LabelNeeded =
        "it must be a key, one value a class. Append mlContext.Transforms.Conversion.MapValueToKey for it before the trainer";

    private const string FeaturesNeeded =
        "it must be a vector of Single of known size. Append mlContext.Transforms.Concatenate for it before the trainer, "
        + "after converting and encoding what is not Single";

    private const string Columns = "'Label', 'Features', 'Text', 'Single', 'Flag', 'Doubles', 'Unsized'";

    private readonly MLContext _mlContext = new(seed: 1);

    public static TheoryData<string, string, string> Cases => new()
    {
        { "None", "Features", $"Label column 'None' is missing; {LabelNeeded}, or set LabelColumnName to one of the columns: {Columns}." },
        {
            "Label", "None",
            $"Feature column 'None' is missing; {FeaturesNeeded}, or set FeatureColumnName to one of the columns: {Columns}."
        },
        { "Text", "Features", $"Label column 'Text' is String; {LabelNeeded}." },
        { "Single", "Features", $"Label column 'Single' is Single; {LabelNeeded}." },
        { "Flag", "Features", $"Label column 'Flag' is Boolean; {LabelNeeded}." },
        { "Features", "Features", $"Label column 'Features' is Vector<Single>; {LabelNeeded}." },
        { "Label", "Text", $"Feature column 'Text' is String; {FeaturesNeeded}." },
        { "Label", "Doubles", $"Feature column 'Doubles' is Vector<Double>; {FeaturesNeeded}." },
        { "Label", "Single", $"Feature column 'Single' is Single; {FeaturesNeeded}." },
        { "Label", "Label", $"Feature column 'Label' is Key<UInt32>; {FeaturesNeeded}." },
        { "Label", "Unsized", $"Feature column 'Unsized' is VarVector<Single>; {FeaturesNeeded}." },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_missing_or_wrongly_typed_column_is_refused_by_Fit_and_by_GetOutputSchema_alike(
        string label, string features, string message)
    {
        var data = _mlContext.Data.LoadFromEnumerable(new[] { new Row(), new Row() });
        var options = new MlpTrainer.Options { LabelColumnName = label, FeatureColumnName = features };

        Check(new MlpTrainer(_mlContext, options), data, "MlpTrainer", message);
        Check(new MlpMulticlassTrainer(_mlContext, options), data, "MlpMulticlassTrainer", message);
    }

    [Fact]
    public void In_a_chain_the_wrong_column_is_told_before_anything_is_fitted()
    {
        var read = false;
        var data = _mlContext.Data.LoadFromEnumerable(Rows());
        var chain = _mlContext.Transforms.CopyColumns("Copy", "Single").Append(
            new MlpTrainer(_mlContext, new MlpTrainer.Options { LabelColumnName = "Copy" }));

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => chain.Fit(data));

        Assert.Equal($"MlpTrainer: Label column 'Copy' is Single; {LabelNeeded}. (Parameter 'inputSchema')", error.Message);
        Assert.False(read);

        IEnumerable<Row> Rows()
        {
            read = true;
            yield return new Row();
        }
    }

    private static void Check<T>(IEstimator<T> trainer, IDataView data, string name, string message)
        where T : ITransformer
    {
        var atFit = Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(data));
        var atSchema = Assert.Throws<ArgumentOutOfRangeException>(() => trainer.GetOutputSchema(Encoding.Shape(data.Schema)));

        Assert.Equal($"{name}: {message} (Parameter 'input')", atFit.Message);
        Assert.Equal($"{name}: {message} (Parameter 'inputSchema')", atSchema.Message);
    }

    private sealed class Row
    {
        [KeyType(3)]
        public uint Label { get; set; } = 1;

        [VectorType(2)]
        public float[] Features { get; set; } = [1, 2];

        public string Text { get; set; } = "";

        public float Single { get; set; }

        public bool Flag { get; set; }

        [VectorType(2)]
        public double[] Doubles { get; set; } = [1, 2];

        public float[] Unsized { get; set; } = [1, 2];
    }
}
