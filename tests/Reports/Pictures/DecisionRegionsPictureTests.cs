using Microsoft.ML;
using Microsoft.ML.Transforms;
using MlNetDl.Reports;
using MlNetDl.Reports.Curves;
using Xunit;

namespace MlNetDl.Tests.Reports;

public class DecisionRegionsPictureTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    private static readonly IDataView _rows = Rows(200);

    [Fact]
    public void The_regions_of_a_known_rule_are_as_large_as_by_hand()
    {
        // Class of a row: left, where x is below 0.25, else right. The rectangle is from -0.05 to 1.05 each way: 0.3 of 1.1 is left.
        var model = Rule(row => row.X < 0.25f ? "left" : "right");
        var grid = DecisionGrid.Of(model, _rows, FeaturePair.Find(_rows.Schema, ["X", "Y"], "test"), "Class", "test");

        Assert.Equal(["left", "right"], grid.Names);
        Assert.Equal(0.3 / 1.1, grid.Share(0), 0.01);
        Assert.Equal(1, grid.Share(0) + grid.Share(1), 12);
        Assert.Equal((0.3 / 1.1, 0.8 / 1.1), (Area(grid, 0), Area(grid, 1)), (a, b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) < 0.02);
        Assert.All(grid.Borders(), border => Assert.Equal(0.25, border.From.X, 0.01));
        Assert.InRange(grid.Middle(0)!.Value.X, -0.05, 0.25);
    }

    [Fact]
    public void A_chain_from_two_columns_is_drawn_with_its_rows_by_class()
    {
        var chain = _mlContext.Transforms.Conversion.MapValueToKey("Key", "Class")
            .Append(_mlContext.Transforms.Concatenate("Features", "X", "Y"))
            .Append(_mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Key", "Features"))
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(_rows);
        var picture = Pictures.DecisionRegions(chain, _rows, ["X", "Y"], "Class");
        var texts = new Svg(picture).Texts;

        Assert.Equal(2, texts.Count(text => text == "left"));
        Assert.Equal(2, texts.Count(text => text == "right"));
        Svg.AssertAmong(texts, "X", "Y");
        Assert.Contains("200 rows drawn in it, marked by Class.", picture.AlternativeText);
        Assert.Matches("left over (2|3)\\d(\\.\\d)? %, right over (6|7)\\d(\\.\\d)? %", picture.AlternativeText);
    }

    [Fact]
    public void A_binary_model_on_a_vector_of_two_is_drawn_with_the_names_of_its_slots()
    {
        var rows = _mlContext.Transforms.Concatenate("Features", "X", "Y").Fit(_rows).Transform(_rows);
        var model = _mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression("IsLeft").Fit(rows);

        var picture = Pictures.DecisionRegions(model, rows, ["Features"], "IsLeft");

        Svg.AssertAmong(new Svg(picture).Texts, "X", "Y", "true", "false");
        Assert.Contains("false over 7", picture.AlternativeText);
        Assert.EndsWith("drawn in it.", Pictures.DecisionRegions(model, rows, ["Features"], null).AlternativeText);
    }

    [Fact]
    public void Many_rows_stay_a_small_picture()
    {
        var rows = Rows(20_000);
        var picture = Pictures.DecisionRegions(Rule(row => row.Y < 0.5f ? "left" : "right"), rows, ["X", "Y"], "Class");

        Assert.Contains("20,000 rows drawn", picture.AlternativeText);
        Assert.InRange(picture.ToSvg().Length, 1, 150_000);
    }

    [Fact]
    public void Columns_that_are_no_two_features_and_models_that_predict_no_class_are_refused()
    {
        var model = Rule(_ => "left");
        var regression = _mlContext.Transforms.Concatenate("Features", "X", "Y")
            .Append(_mlContext.Regression.Trainers.OnlineGradientDescent("Y")).Fit(_rows);

        AssertRefused(model, ["X"], "Class", "feature column 'X' is Single; it must be a vector of two Singles.");
        AssertRefused(model, ["X", "Class"], "Class", "feature column 'Class' is String; it must be a Single.");
        AssertRefused(model, ["X", "Y", "Z"], "Class", "columns is '[X, Y, Z]'; it must be two columns, or one that is a vector of two.");
        AssertRefused(model, ["X", "Z"], "Class", "there is no feature column 'Z'");
        AssertRefused(model, ["X", "Y"], "X", "label column 'X' is Single; it must be a key, a Boolean or text; or give null for none.");
        AssertRefused(regression, ["X", "Y"], "Class", "there is no predicted label column 'PredictedLabel'; it must be a key, a Boolean or text");
        Assert.Contains(
            "the data has no row in which 'X' and 'Y' are both finite.",
            Assert.Throws<InvalidOperationException>(() => Pictures.DecisionRegions(model, Rows(0), ["X", "Y"], "Class")).Message);
    }

    private static void AssertRefused(ITransformer model, string[] columns, string label, string message) => Assert.Contains(
        message, Assert.Throws<ArgumentOutOfRangeException>(() => Pictures.DecisionRegions(model, _rows, columns, label)).Message);

    private static double Area(DecisionGrid grid, int @class) => grid.Cells(@class).Sum(cell => cell.Width * cell.Height) / (1.1 * 1.1);

    private static CustomMappingTransformer<Row, Prediction> Rule(Func<Row, string> rule) => _mlContext.Transforms
        .CustomMapping<Row, Prediction>((row, prediction) => prediction.PredictedLabel = rule(row), null).Fit(_rows);

    /// <summary>Rows that fill the square from 0 to 1, its corners among them.</summary>
    private static IDataView Rows(int count)
    {
        var random = new Random(2);
        return _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i =>
        {
            var (x, y) = i < 4 ? (i % 2, i / 2) : ((float)random.NextDouble(), (float)random.NextDouble());
            return new Row { X = x, Y = y, IsLeft = x < 0.25f, Class = x < 0.25f ? "left" : "right" };
        }).ToArray());
    }

    private sealed class Row
    {
        public float X { get; set; }

        public float Y { get; set; }

        public bool IsLeft { get; set; }

        public string Class { get; set; } = "";
    }

    private sealed class Prediction
    {
        public string PredictedLabel { get; set; } = "";
    }
}
