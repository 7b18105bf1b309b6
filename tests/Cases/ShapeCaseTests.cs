using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Cases;

/// <summary>
/// The cases <c>shape-1</c>, <c>shape-2</c>, <c>shape-4</c> and <c>shape-5</c> of the shared folder <c>cases</c>: columns that are
/// not one text a row, and rows that are few. <see cref="ManyCategoriesCaseTests"/> has the third.
/// </summary>
public class ShapeCaseTests
{
    private static readonly string[] _keyValues = ["zeta", "alpha", "mid", "beta"];

    private readonly MLContext _mlContext = new(seed: 1);

    [SkippableFact]
    public void Both_cases_of_the_file_are_run() => Assert.Equal(["shape-1", "shape-2"], Cases().Select(@case => @case.Id));

    [SkippableTheory]
    [MemberData(nameof(Cultures.All), MemberType = typeof(Cultures))]
    public void Shape_1_each_slot_of_a_vector_has_categories_and_a_missing_column_of_its_own(string culture) =>
        Encoding.UnderCulture(culture, () =>
        {
            var @case = Cases()[0];
            var data = Encoding.Vectors(_mlContext, @case.Fit.Deserialize<string?[][]>()!, @case.Slots);

            var encoded = Encoding.Fit(_mlContext, data).Transform(data);

            // As pandas names them, and all of them after the column.
            AssertEncoded(@case.Expect with { SlotNames = [.. @case.Expect.SlotNames.Select(name => $"c_{name}")] }, encoded);
        });

    [SkippableTheory]
    [MemberData(nameof(Cultures.All), MemberType = typeof(Cultures))]
    public void Shape_2_every_key_value_has_a_column_in_the_order_of_the_keys(string culture) => Encoding.UnderCulture(culture, () =>
    {
        var @case = Cases()[1];
        Assert.Equal($"key of count {_keyValues.Length} with key values {string.Join(", ", _keyValues)}", @case.Type);
        var keys = @case.Fit.Deserialize<uint[]>()!;
        var texts = Encoding.Column(_mlContext, [.. keys.Select(key => key == 0 ? null : _keyValues[key - 1])]);
        var data = _mlContext.Transforms.Conversion.MapValueToKey("c", keyData: Encoding.Column(_mlContext, _keyValues))
            .Fit(texts).Transform(texts);
        Assert.Equal(keys, data.GetColumn<uint>("c"));

        AssertEncoded(@case.Expect, Encoding.Fit(_mlContext, data).Transform(data));
    });

    [Theory]
    [MemberData(nameof(Cultures.All), MemberType = typeof(Cultures))]
    public void Shape_4_each_fold_is_as_wide_as_its_own_categories_ask(string culture) => Encoding.UnderCulture(culture, () =>
    {
        Row[] rows = [.. Enumerable.Range(0, 40).Select(id => new Row { Id = id, C = id % 2 == 0 ? "a" : "b", Label = id % 3 == 0 })];
        rows[17].C = "z";
        var pipeline = _mlContext.Transforms.Categorical.NaNAwareOneHotEncoding("encoded", "c")
            .Append(_mlContext.Transforms.Concatenate("Features", "encoded"))
            .Append(new MlpTrainer(_mlContext, new MlpTrainer.Options { HiddenLayers = [4], NumberOfEpochs = 3, Seed = 1 }));

        var folds = _mlContext.BinaryClassification.CrossValidate(_mlContext.Data.LoadFromEnumerable(rows), pipeline, 5);

        Assert.Equal(5, folds.Count);
        Assert.Single(folds, fold => fold.ScoredHoldOutSet.GetColumn<string>("c").Contains("z"));
        foreach (var scored in folds.Select(fold => fold.ScoredHoldOutSet))
        {
            var heldOut = scored.GetColumn<int>("Id").ToHashSet();
            var training = rows.Where(row => !heldOut.Contains(row.Id));
            string[] seen = [.. training.Select(row => row.C).Distinct().Order(StringComparer.Ordinal)];
            Assert.Equal(seen.Length + 1, ((VectorDataViewType)scored.Schema["Features"].Type).Size);
            Assert.Equal(scored.GetColumn<string>("c").Select(HotSlot), Encoding.HotSlots(scored, "Features"));
            ScoreColumn.AssertFinite(scored);

            string HotSlot(string text) => Array.IndexOf(seen, text) is >= 0 and var slot ? $"{slot}" : "";
        }
    });

    [Theory]
    [MemberData(nameof(Cultures.All), MemberType = typeof(Cultures))]
    public void Shape_5_without_any_row_there_is_the_missing_column_alone(string culture) => Encoding.UnderCulture(culture, () =>
    {
        var expected = new OneHotCase.Expectation(Width: 1, Rows: [[0], [1]], Error: null, SlotNames: ["c_nan"], Names: "exact");

        var encoding = Encoding.Fit(_mlContext, Encoding.Column<string?>(_mlContext));

        AssertEncoded(expected, encoding.Transform(Encoding.Column<string?>(_mlContext, "x", null)));
    });

    private static ShapeCase[] Cases() => OneHotCase.ReadJson<ShapeCase[]>("shape.json");

    private static void AssertEncoded(OneHotCase.Expectation expected, IDataView encoded)
    {
        Assert.Equal(expected.Width, Assert.IsType<VectorDataViewType>(encoded.Schema["c"].Type).Size);
        Assert.Equal(expected.SlotNames, Encoding.SlotNames(encoded));
        Assert.Equal(expected.Rows, encoded.GetColumn<float[]>("c"));
    }

    private sealed record ShapeCase(string Id, string Type, string[]? Slots, JsonElement Fit, OneHotCase.Expectation Expect);

    private sealed class Row
    {
        public int Id { get; set; }

        [ColumnName("c")]
        public string C { get; set; } = "";

        public bool Label { get; set; }
    }
}
