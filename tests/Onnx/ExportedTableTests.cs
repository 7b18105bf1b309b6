using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Transforms.Models;
using Xunit;

namespace MlNetDl.Tests.Onnx;

/// <summary>Whole pipelines on real tables, from text and numbers with missing values to predictions, in ONNX Runtime.</summary>
public class ExportedTableTests
{
    private const int TrainingRows = 1500, ScoredRows = 1000;

    private readonly MLContext _context = new(seed: 1);

    [SkippableTheory]
    [InlineData(1, false)]
    [InlineData(4, true)]
    public void Adult_s_income_is_predicted_as_by_the_model(int members, bool inPieces)
    {
        var rows = Read("adult", "over-50k", DataKind.Boolean, _adultTexts);

        CheckTable(rows, Encoding(rows, "over-50k", _adultTexts), "over-50k", members, inPieces);
    }

    [SkippableTheory]
    [InlineData(1, false)]
    [InlineData(4, true)]
    public void Adult_s_marital_status_is_predicted_as_by_the_model(int members, bool inPieces)
    {
        var rows = Read("adult", "marital-status", DataKind.String, _adultTexts);
        var features = Encoding(rows, "marital-status", [.. _adultTexts.Except(["marital-status"])]);

        CheckTable(
            rows, _context.Transforms.Conversion.MapValueToKey("Class", "marital-status").Append(features), "Class", members, inPieces,
            _context.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
    }

    [SkippableTheory]
    [InlineData(1, false)]
    [InlineData(4, true)]
    public void California_s_house_values_are_predicted_as_by_the_model(int members, bool inPieces)
    {
        string[] texts = ["ocean_proximity"];
        var rows = Read("california-housing", "median_house_value", DataKind.Single, texts);
        // A slot tells that bedrooms are missing; the mean stands in for them.
        var features = _context.Transforms.IndicateMissingValues("unknown", "total_bedrooms")
            .Append(_context.Transforms.Conversion.ConvertType("unknown", outputKind: DataKind.Single))
            .Append(_context.Transforms.ReplaceMissingValues(
                "total_bedrooms", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean))
            .Append(Encoding(rows, "median_house_value", texts, "unknown"));

        var model = CheckTable(rows, features, "median_house_value", members, inPieces);

        Assert.Contains(rows.GetColumn<float>("total_bedrooms"), float.IsNaN);
        Assert.DoesNotContain(model.Transform(rows).GetColumn<float>("Score"), float.IsNaN);
    }

    private static readonly string[] _adultTexts =
        ["workclass", "education", "marital-status", "occupation", "relationship", "ethnicity", "sex", "native-country"];

    private TransformerChain<ITransformer> CheckTable(
        IDataView rows, IEstimator<ITransformer> features, string label, int members, bool inPieces,
        KeyToValueMappingEstimator? names = null)
    {
        var prepared = features.Fit(rows);
        var trainer = new MlpTrainer(_context, new MlpTrainer.Options
        {
            LabelColumnName = label,
            HiddenLayers = [32, 32],
            NumberOfEpochs = 2,
            Seed = 1,
            Members = members,
            NumericEncoding = inPieces ? NumericEncoding.PiecewiseLinear : NumericEncoding.Standardize,
            AutoRegularization = AutoRegularization.Off,
        });
        var network = trainer.Fit(_context.Data.TakeRows(prepared.Transform(rows), TrainingRows));
        var shape = ((INetworkTransformer)network).Model.Network;
        Assert.Equal(members, shape.Members.Count);
        Assert.Equal(inPieces, shape.Encoding.Columns > shape.Encoding.Slots);

        var model = new TransformerChain<ITransformer>(prepared, network);
        if (names is not null)
            model = new TransformerChain<ITransformer>(prepared, network, names.Fit(model.Transform(rows)));

        ExportedScores.Equal(_context, model, _context.Data.TakeRows(_context.Data.SkipRows(rows, TrainingRows), ScoredRows));
        return model;
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
