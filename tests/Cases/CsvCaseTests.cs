using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Cases;

/// <summary>The cases <c>csv-1</c> and <c>csv-2</c> of the shared folder <c>cases</c>: categories that a file has in quotes.</summary>
public class CsvCaseTests
{
    private readonly MLContext _mlContext = new();

    /// <summary>The cultures of the other cases, and the one that <c>csv-1</c> names.</summary>
    public static TheoryData<string> AllCultures { get; } = [.. Cultures.Names, "de-DE"];

    [SkippableTheory]
    [MemberData(nameof(AllCultures))]
    public void Csv_1_quotes_and_commas_survive_and_empty_text_is_missing(string culture) => Encoding.UnderCulture(culture, () =>
    {
        var expected = OneHotCase.ReadJson<Expectation>("quoted.expected.json");
        var data = Load("quoted.csv", new(), new("city", DataKind.String, 1), new("size", DataKind.Single, 2));

        var encoded = _mlContext.Transforms.Categorical.NaNAwareOneHotEncoding("city").Fit(data).Transform(data);

        AssertEncoded(expected, encoded, "city");
        Assert.Equal(expected.Size!.Select(Number), encoded.GetColumn<float>("size"));
    });

    [SkippableTheory]
    [MemberData(nameof(Cultures.All), MemberType = typeof(Cultures))]
    public void Csv_2_a_category_may_have_a_line_break_in_the_saved_encoding_too(string culture) => Encoding.UnderCulture(culture, () =>
    {
        var expected = OneHotCase.ReadJson<Expectation>("multiline.expected.json");
        var data = Load("multiline.csv", new() { ReadMultilines = true }, new TextLoader.Column("note", DataKind.String, 1));

        var encoding = _mlContext.Transforms.Categorical.NaNAwareOneHotEncoding("note").Fit(data);

        AssertEncoded(expected, encoding.Transform(data), "note");
        AssertEncoded(expected, SavedModel.Reloaded(_mlContext, encoding, data.Schema).Transform(data), "note");
    });

    private IDataView Load(string file, TextLoader.Options options, params TextLoader.Column[] columns)
    {
        (options.HasHeader, options.Separators, options.AllowQuoting, options.MissingRealsAsNaNs) = (true, [','], true, true);
        options.Columns = columns;
        return _mlContext.Data.LoadFromTextFile(SharedCases.PathTo(file), options);
    }

    private static void AssertEncoded(Expectation expected, IDataView encoded, string column)
    {
        Assert.Equal(expected.SlotNames, Encoding.SlotNames(encoded, column));
        Assert.Equal(expected.Rows, encoded.GetColumn<float[]>(column));
    }

    private static float Number(string? text) => text is null ? float.NaN : float.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Expectation(string[] SlotNames, float[][] Rows, string?[]? Size);
}
