using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlNetDl.Samples.Penguins;
using MlNetDl.Tests.Samples;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Transforms.Models;
using Xunit;

namespace MlNetDl.Tests.Onnx;

/// <summary>Whole pipelines on real tables, from text and numbers with missing values to predictions, in ONNX Runtime.</summary>
public class ExportedTableTests
{
    private const int TrainingRows = 1500, ScoredRows = 1000, RowsOneByOne = 20;

    private readonly MLContext _context = new(seed: 1);

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Adult_s_income_is_predicted_as_by_the_model(bool byDefault)
    {
        var rows = Read("adult", "over-50k", DataKind.Boolean, _adultTexts);

        CheckTable(rows, Encoding(rows, "over-50k", _adultTexts), "over-50k", byDefault);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Adult_s_marital_status_is_predicted_as_by_the_model(bool byDefault)
    {
        var rows = Read("adult", "marital-status", DataKind.String, _adultTexts);
        var features = Encoding(rows, "marital-status", [.. _adultTexts.Except(["marital-status"])]);

        CheckTable(
            rows, _context.Transforms.Conversion.MapValueToKey("Class", "marital-status").Append(features), "Class", byDefault,
            _context.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void California_s_house_values_are_predicted_as_by_the_model(bool byDefault)
    {
        string[] texts = ["ocean_proximity"];
        var rows = Read("california-housing", "median_house_value", DataKind.Single, texts);
        // A slot tells that bedrooms are missing; the mean stands in for them.
        var features = _context.Transforms.IndicateMissingValues("unknown", "total_bedrooms")
            .Append(_context.Transforms.Conversion.ConvertType("unknown", outputKind: DataKind.Single))
            .Append(_context.Transforms.ReplaceMissingValues(
                "total_bedrooms", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean))
            .Append(Encoding(rows, "median_house_value", texts, "unknown"));

        var model = CheckTable(rows, features, "median_house_value", byDefault);

        Assert.Contains(rows.GetColumn<float>("total_bedrooms"), float.IsNaN);
        Assert.DoesNotContain(model.Transform(rows).GetColumn<float>("Score"), float.IsNaN);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Diamonds_prices_are_predicted_as_by_the_model(bool byDefault)
    {
        string[] texts = ["cut", "color", "clarity"];
        var rows = Read("diamonds", "price", DataKind.Single, texts);

        CheckTable(rows, Encoding(rows, "price", texts), "price", byDefault);
    }

    // The average over the networks of folds.
    [Fact]
    public void Penguins_species_are_predicted_as_by_the_model()
    {
        var rows = PenguinPipeline.Load(_context, PenguinsCsv.FullPath);
        var trainer = new MlpTrainer(_context, new MlpTrainer.Options
        {
            HiddenLayers = [8],
            NumberOfEpochs = 2,
            AutoRegularization = AutoRegularization.On,
            Seed = 1,
        });
        var model = PenguinPipeline.EndingIn(_context, trainer).Fit(rows);

        CheckShape(((IEnumerable<ITransformer>)model).OfType<INetworkTransformer>().Single(), members: 8, inPieces: false);
        CheckScores(model, rows);
    }

    private static readonly string[] _adultTexts =
        ["workclass", "education", "marital-status", "occupation", "relationship", "ethnicity", "sex", "native-country"];

    private TransformerChain<ITransformer> CheckTable(
        IDataView rows, IEstimator<ITransformer> features, string label, bool byDefault, KeyToValueMappingEstimator? names = null)
    {
        var prepared = features.Fit(rows);
        var options = new MlpTrainer.Options { LabelColumnName = label, HiddenLayers = [32, 32], NumberOfEpochs = 2, Seed = 1 };
        if (!byDefault)
        {
            (options.Members, options.NumericEncoding) = (1, NumericEncoding.Standardize);
            options.AutoRegularization = AutoRegularization.Off;
        }

        var network = new MlpTrainer(_context, options).Fit(_context.Data.TakeRows(prepared.Transform(rows), TrainingRows));
        CheckShape((INetworkTransformer)network, byDefault ? 4 : 1, byDefault);

        var model = new TransformerChain<ITransformer>(prepared, network);
        if (names is not null)
            model = new TransformerChain<ITransformer>(prepared, network, names.Fit(model.Transform(rows)));

        CheckScores(model, _context.Data.TakeRows(_context.Data.SkipRows(rows, TrainingRows), ScoredRows));
        return model;
    }

    private static void CheckShape(INetworkTransformer network, int members, bool inPieces)
    {
        var shape = network.Model.Network;
        Assert.Equal(members, shape.Members.Count);
        Assert.Equal(inPieces, shape.Encoding.Columns > shape.Encoding.Slots);
    }

    private void CheckScores(ITransformer model, IDataView rows)
    {
        var scores = ExportedScores.Equal(_context, model, rows);

        ExportedScores.EqualRowByRow(_context, model, rows, scores[..RowsOneByOne]);
        ExportedScores.EqualApplied(_context, model, rows, scores);
    }

    private EstimatorChain<ColumnConcatenatingTransformer> Encoding(IDataView rows, string label, string[] texts, params string[] others)
    {
        var numbers = rows.Schema.Where(column => column.Type == NumberDataViewType.Single && column.Name != label)
            .Select(column => column.Name);
        return _context.Transforms.Categorical.NaNAwareOneHotEncoding([.. texts.Select(name => new InputOutputColumnPair(name))])
            .Append(_context.Transforms.Concatenate("Features", [.. numbers, .. others, .. texts]));
    }

    private IDataView Read(string dataSet, string label, DataKind labelKind, string[] texts)
    {
        var path = Path.Combine(SharedData.Folder(dataSet), "train.csv");
        var header = File.ReadLines(path).First().Split(',');
        return _context.Data.TakeRows(
            _context.Data.LoadFromTextFile(path, new TextLoader.Options
            {
                HasHeader = true,
                Separators = [','],
                MissingRealsAsNaNs = true,
                Columns = [.. header.Select((name, index) => new TextLoader.Column(
                    name, name == label ? labelKind : texts.Contains(name) ? DataKind.String : DataKind.Single, index))],
            }),
            TrainingRows + ScoredRows);
    }
}
