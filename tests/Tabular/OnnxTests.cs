using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Onnx;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.Tabular;

public class OnnxTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void A_graph_makes_the_same_features()
    {
        var data = Person.View(_context, Person.Many(50));
        var transformer = Features.Fit(_context, data, label: "Label");
        var later = Person.Many(10, seed: 2);
        (later[0].Income, later[1].City, later[2].Tests, later[3].Income) = (double.NaN, "unseen", [float.NaN, 3], double.MaxValue);

        AssertEqual(transformer, Person.View(_context, later));
    }

    [Fact]
    public void Numbers_of_every_type_are_exported()
    {
        Check(Encoding.Column<sbyte>(_context, 1, -3));
        Check(Encoding.Column<byte>(_context, 1, 255));
        Check(Encoding.Column<short>(_context, -300, 3));
        Check(Encoding.Column<ushort>(_context, 65535, 3));
        Check(Encoding.Column(_context, -70000, 3));
        Check(Encoding.Column<uint>(_context, 70000, 3));
        Check(Encoding.Column<long>(_context, long.MaxValue, -3));
        Check(Encoding.Column<ulong>(_context, ulong.MaxValue, 3));
        Check(Encoding.Column(_context, 0.1, double.NaN));
        Check(Encoding.Vectors<double>(_context, [[1, double.NaN], [2, 3]]));

        void Check(IDataView data) => AssertEqual(Features.Fit(_context, data), data);
    }

    [Fact]
    public void What_a_graph_cannot_do_is_refused()
    {
        var data = Encoding.Text(_context, "a");
        var transformer = Features.Fit(_context, data, new() { OneHot = { UnseenValues = UnseenValues.Error } });

        Assert.Contains("cannot be exported to ONNX",
            Assert.ThrowsAny<Exception>(() => OnnxModel.Export(_context, transformer, data)).GetBaseException().Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_that_ends_in_a_trainer_is_exported_whole()
    {
        var data = Person.View(_context, Person.Many(100));
        var model = _context.Transforms.TabularFeatures("Features", data.Schema, "Label")
            .Append(new MlpTrainer(_context, Options())).Fit(data);

        ExportedScores.Equal(_context, model, Person.View(_context, Person.Many(50, seed: 3)));
    }

    [SkippableTheory]
    [InlineData("adult", "over-50k", DataKind.Boolean)]
    [InlineData("california-housing", "median_house_value", DataKind.Single)]
    public void Real_tables_with_gaps_are_predicted_as_by_the_model(string table, string label, DataKind labelKind)
    {
        var path = Path.Combine(SharedData.Folder(table), "train.csv");
        string[] texts = ["workclass", "education", "marital-status", "occupation", "relationship", "ethnicity", "sex", "native-country",
            "ocean_proximity"];
        var rows = _context.Data.TakeRows(_context.Data.LoadFromTextFile(path, new TextLoader.Options
        {
            HasHeader = true,
            Separators = [','],
            MissingRealsAsNaNs = true,
            Columns = [.. File.ReadLines(path).First().Split(',').Select((name, index) => new TextLoader.Column(
                name, name == label ? labelKind : texts.Contains(name) ? DataKind.String : DataKind.Single, index))],
        }), 1500);
        var options = Options();
        options.LabelColumnName = label;

        var model = _context.Transforms.TabularFeatures("Features", rows.Schema, label)
            .Append(new MlpTrainer(_context, options)).Fit(_context.Data.TakeRows(rows, 1000));

        Assert.True(model.GetTabularFeatures("Features").Columns.Sum(column => column.MissingInTraining) > 0);
        ExportedScores.Equal(_context, model, _context.Data.SkipRows(rows, 1000));
    }

    private static MlpTrainer.Options Options() =>
        new() { HiddenLayers = [8], NumberOfEpochs = 3, Members = 1, AutoRegularization = AutoRegularization.Off, Seed = 1 };

    private void AssertEqual(TabularFeaturesTransformer transformer, IDataView rows)
    {
        using var exported = OnnxModel.Export(_context, transformer, rows);

        var made = transformer.Transform(rows);
        Assert.Equal(OnnxColumns.Read<float>(made, made.Schema["Features"]), exported.Run(rows).Get<float>("Features"));
    }
}
