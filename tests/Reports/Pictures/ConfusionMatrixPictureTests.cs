using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Reports;
using Xunit;

namespace MlNetDl.Tests.Reports;

public class ConfusionMatrixPictureTests
{
    private static readonly MLContext _mlContext = ScoredRows.MlContext;

    [Fact]
    public void Counts_shares_and_the_names_that_the_metrics_have_are_drawn()
    {
        var picture = Pictures.ConfusionMatrix(Matrix(["ash", "birch", "cedar"], [[8, 1, 1], [0, 4, 1], [0, 3, 2]]));
        var texts = new Svg(picture).Texts;

        Assert.Equal(
            "Confusion matrix of 3 classes, 20 rows, 70 % of them predicted right. The largest confusion: 3 rows of cedar (60 %) taken for birch. " +
            "The lowest share found: 40 % of cedar.",
            picture.AlternativeText);
        Assert.Equal(2, texts.Count(text => text == "birch"));
        Svg.AssertAmong(texts, "8", "80 %", "3", "60 %", "predicted class", "actual class");
    }

    [Fact]
    public void Names_can_be_given()
    {
        var matrix = Matrix(["a", "b"], [[2, 0], [0, 2]]);
        var picture = Pictures.ConfusionMatrix(matrix, ["<no>", "yes & more"]);

        Assert.Contains("yes & more", new Svg(picture).Texts);
        Assert.Contains("No row is taken for another class.", picture.AlternativeText);
        Assert.Contains(
            "classNames has 1 names, the matrix 2 classes.", Assert.Throws<ArgumentException>(() => Pictures.ConfusionMatrix(matrix, ["a"])).Message);
    }

    [Fact]
    public void A_binary_matrix_is_drawn()
    {
        var metrics = _mlContext.BinaryClassification.EvaluateNonCalibrated(ScoredRows.WithTies);
        var picture = Pictures.ConfusionMatrix(metrics.ConfusionMatrix);

        // By hand: 8 scores are at least 0.5, 4 of them positive; 2 of the 4 others are negative.
        Assert.StartsWith("Confusion matrix of 2 classes, 12 rows, 50 % of them predicted right.", picture.AlternativeText, StringComparison.Ordinal);
    }

    [Fact]
    public void Twenty_six_classes_each_have_their_name_and_their_counts()
    {
        string[] names = [.. Enumerable.Range('A', 26).Select(letter => $"{(char)letter}")];
        var texts = new Svg(Pictures.ConfusionMatrix(Matrix(names, Diagonal(26, 50)))).Texts;

        Assert.All(names, name => Assert.Equal(2, texts.Count(text => text == name)));
        Assert.Equal(26, texts.Count(text => text == "50"));
    }

    [Theory]
    [InlineData(800, 500)]
    [InlineData(400, 300)]
    public void Long_names_are_shortened_and_stay_in_the_picture(int width, int height)
    {
        string[] names = [.. Enumerable.Range(1, 5).Select(number => $"{number} is a class with a name that does not come to an end")];
        var svg = new Svg(Pictures.ConfusionMatrix(Matrix(names, Diagonal(5, 7))), width: width, height: height);

        Assert.All(svg.LevelTexts(), text => Assert.True(text.Left >= 0 && text.Right <= width, text.Text));
        Assert.True(svg.Texts.Count(text => text.EndsWith('…')) == 10);
    }

    [Fact]
    public void A_hundred_classes_are_shades()
    {
        string[] names = [.. Enumerable.Range(1, 100).Select(number => $"class {number}")];
        var svg = new Svg(Pictures.ConfusionMatrix(Matrix(names, Diagonal(100, 3))));

        Assert.DoesNotContain("3", svg.Texts);
        Assert.InRange(svg.Xml.Length, 1, 40_000);
    }

    private static int[][] Diagonal(int classes, int count) =>
        [.. Enumerable.Range(0, classes).Select(row => Enumerable.Range(0, classes).Select(column => row == column ? count : 0).ToArray())];

    private static ConfusionMatrix Matrix(string[] names, int[][] counts)
    {
        var rows = counts.SelectMany((row, actual) => row.SelectMany((count, predicted) => Enumerable.Repeat(
            new Row { Label = (uint)actual, PredictedLabel = (uint)predicted, Score = OneHot(predicted, names.Length) }, count))).ToArray();
        var schema = SchemaDefinition.Create(typeof(Row));
        var values = new VBuffer<ReadOnlyMemory<char>>(names.Length, [.. names.Select(name => name.AsMemory())]);
        foreach (var key in (string[])[nameof(Row.Label), nameof(Row.PredictedLabel)])
        {
            schema[key].ColumnType = new KeyDataViewType(typeof(uint), names.Length);
            schema[key].AddAnnotation("KeyValues", values, new VectorDataViewType(TextDataViewType.Instance, names.Length));
        }

        schema[nameof(Row.Score)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, names.Length);
        schema[nameof(Row.Score)].AddAnnotation("SlotNames", values, new VectorDataViewType(TextDataViewType.Instance, names.Length));
        return _mlContext.MulticlassClassification.Evaluate(_mlContext.Data.LoadFromEnumerable(rows, schema)).ConfusionMatrix;
    }

    private static float[] OneHot(int index, int size)
    {
        var scores = new float[size];
        scores[index] = 1;
        return scores;
    }

    private sealed class Row
    {
        public uint Label { get; set; }

        public uint PredictedLabel { get; set; }

        public float[] Score { get; set; } = [];
    }
}
