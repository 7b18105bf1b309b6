using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.OneHot;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Mlp;

public class BadColumnTests
{
    private const string KeyNeeded =
        "a key, one value a class. Append mlContext.Transforms.Conversion.MapValueToKey for it before the trainer";

    private const string BooleanNeeded =
        "a Boolean. Append mlContext.Transforms.Conversion.ConvertType with DataKind.Boolean for it before the trainer, or MapValue where "
        + "the classes are words";

    private const string SingleNeeded =
        "a Single. Append mlContext.Transforms.Conversion.ConvertType with DataKind.Single for it before the trainer";

    private const string AnyLabelNeeded =
        "a key for multiclass classification, a Boolean for binary classification, or a Single for regression. Append "
        + "mlContext.Transforms.Conversion.MapValueToKey for it before the trainer, or ConvertType";

    private const string FeaturesNeeded =
        "it must be a vector of Single of known size. Append mlContext.Transforms.Concatenate for it before the trainer, "
        + "after converting and encoding what is not Single";

    private const string Columns = "'Label', 'Features', 'Text', 'Single', 'Flag', 'Doubles', 'Unsized'";

    private static readonly Dictionary<string, string> _types = new()
    {
        ["Label"] = "Key<UInt32>",
        ["Features"] = "Vector<Single>",
        ["Text"] = "String",
        ["Single"] = "Single",
        ["Flag"] = "Boolean",
        ["Doubles"] = "Vector<Double>",
        ["Unsized"] = "VarVector<Single>",
    };

    private readonly MLContext _mlContext = new(seed: 1);

    public static TheoryData<string, string, string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, string, string>();
            (string Trainer, string Label, string Needed, string[] Wrong)[] trainers =
            [
                ("MlpTrainer", "Label", AnyLabelNeeded, ["Text", "Features", "Doubles"]),
                ("MlpMulticlassTrainer", "Label", KeyNeeded, ["Text", "Single", "Flag", "Features"]),
                ("SoftmaxRegressionTrainer", "Label", KeyNeeded, ["Text", "Single", "Flag", "Features"]),
                ("MlpBinaryTrainer", "Flag", BooleanNeeded, ["Text", "Single", "Label", "Features"]),
                ("MlpRegressionTrainer", "Single", SingleNeeded, ["Text", "Flag", "Label", "Features"]),
                ("LinearRegressionTrainer", "Single", SingleNeeded, ["Text", "Flag", "Label", "Features"]),
            ];
            foreach (var (trainer, label, needed, wrong) in trainers)
            {
                cases.Add(trainer, "None", "Features",
                    $"Label column 'None' is missing; it must be {needed}, or set LabelColumnName to one of the columns: {Columns}.");
                foreach (var column in wrong)
                    cases.Add(trainer, column, "Features", $"Label column '{column}' is {_types[column]}; it must be {needed}.");
                cases.Add(trainer, label, "None",
                    $"Feature column 'None' is missing; {FeaturesNeeded}, or set FeatureColumnName to one of the columns: {Columns}.");
                foreach (var column in new[] { "Text", "Doubles", "Single", "Label", "Unsized" })
                    cases.Add(trainer, label, column, $"Feature column '{column}' is {_types[column]}; {FeaturesNeeded}.");
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_missing_or_wrongly_typed_column_is_refused_by_Fit_and_by_GetOutputSchema_alike(
        string trainer, string label, string features, string message)
    {
        var data = _mlContext.Data.LoadFromEnumerable(new[] { new Row(), new Row() });
        var estimator = Trainer(trainer, label, features);

        var atFit = Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(data));
        var atSchema = Assert.Throws<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(Encoding.Shape(data.Schema)));

        Assert.Equal($"{trainer}: {message} (Parameter 'input')", atFit.Message);
        Assert.Equal($"{trainer}: {message} (Parameter 'inputSchema')", atSchema.Message);
    }

    [Theory]
    [InlineData("Gone", "Weight column 'Gone' is missing; it must be a Single. ")]
    [InlineData("Text", "Weight column 'Text' is String; it must be a Single. ")]
    public void So_is_a_weight_column(string column, string message)
    {
        var data = _mlContext.Data.LoadFromEnumerable(new[] { new Row(), new Row() });
        var trainer = new MlpTrainer(_mlContext, new MlpTrainer.Options { ExampleWeightColumnName = column });

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(data));

        Assert.StartsWith($"MlpTrainer: {message}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_chain_the_wrong_column_is_told_before_anything_is_fitted()
    {
        var read = false;
        var data = _mlContext.Data.LoadFromEnumerable(Rows());
        var chain = _mlContext.Transforms.CopyColumns("Copy", "Text").Append(
            new MlpTrainer(_mlContext, new MlpTrainer.Options { LabelColumnName = "Copy" }));

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => chain.Fit(data));

        Assert.Equal($"MlpTrainer: Label column 'Copy' is String; it must be {AnyLabelNeeded}. (Parameter 'inputSchema')", error.Message);
        Assert.False(read);

        IEnumerable<Row> Rows()
        {
            read = true;
            yield return new Row();
        }
    }

    private IEstimator<ITransformer> Trainer(string name, string label, string features)
    {
        var options = new MlpTrainer.Options { LabelColumnName = label, FeatureColumnName = features };
        return name switch
        {
            "MlpTrainer" => (IEstimator<ITransformer>)new MlpTrainer(_mlContext, options),
            "MlpMulticlassTrainer" => new MlpMulticlassTrainer(_mlContext, options),
            "MlpBinaryTrainer" => new MlpBinaryTrainer(_mlContext, options),
            "MlpRegressionTrainer" => new MlpRegressionTrainer(_mlContext, options),
            "SoftmaxRegressionTrainer" => _mlContext.MulticlassClassification.Trainers.SoftmaxRegression(label, features),
            _ => _mlContext.Regression.Trainers.LinearRegression(label, features),
        };
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
