using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Cases;

/// <summary>
/// The cases of the kinds <c>onehot-missing</c>, <c>onehot-numeric</c>, <c>onehot-text</c> and <c>onehot-options</c> of the shared
/// folder <c>cases</c>; what they expect is from pandas 1.5.3 and scikit-learn 1.2.1, or follows by hand.
/// </summary>
public class OneHotCaseTests
{
    private static readonly string[] _numbers = Numbered("numeric", 10);

    private static readonly string[] _cases =
        [.. Numbered("missing", 7), .. _numbers, .. Numbered("text", 6), .. Numbered("options", 12)];

    private readonly MLContext _mlContext = new();

    public static TheoryData<string, string> CasesUnderCultures { get; } = Cultures.Under(_cases);

    public static TheoryData<string, string> NumbersUnderCultures { get; } = Cultures.Under(_numbers);

    [SkippableFact]
    public void Every_case_of_the_file_is_run() => Assert.Equal(_cases, OneHotCase.All().Select(@case => @case.Id));

    [SkippableTheory]
    [MemberData(nameof(CasesUnderCultures))]
    public void A_case_gives_the_columns_it_expects(string id, string culture) => Encoding.UnderCulture(culture, () =>
    {
        var @case = OneHotCase.Of(id);

        var encoded = @case.FitEncoder(_mlContext).Transform(@case.Rows(_mlContext));

        var column = encoded.Schema[@case.Column];
        Assert.Equal(@case.Expect.Width, Assert.IsType<VectorDataViewType>(column.Type).Size);
        AssertNames(@case, Encoding.SlotNames(encoded, @case.Column));
        if (@case.Expect.Error is { } value)
        {
            var error = Assert.Throws<InvalidOperationException>(() => encoded.GetColumn<float[]>(column).Count());
            Assert.Contains($"'{@case.Column}'", error.Message, StringComparison.Ordinal);
            Assert.Matches($@"(?<!\w){value}(?!\w)", error.Message);
        }
        else
        {
            Assert.Equal(@case.Expect.Rows, encoded.GetColumn<float[]>(column));
        }
    });

    /// <summary>Not what the file calls them: pandas' names collide past 2^53, and widen a Single to a double.</summary>
    [SkippableTheory]
    [MemberData(nameof(NumbersUnderCultures))]
    public void A_number_is_read_back_from_the_name_of_its_slot(string id, string culture) => Encoding.UnderCulture(culture, () =>
    {
        var @case = OneHotCase.Of(id);

        var names = Encoding.SlotNames(@case.FitEncoder(_mlContext).Transform(@case.Rows(_mlContext)), @case.Column);

        var missing = names.Length - 1;
        foreach (var (text, row) in @case.Transform.Zip(@case.Expect.Rows!))
        {
            var slot = Array.IndexOf(row, 1);
            if (slot >= 0 && slot != missing)
                Assert.Equal(@case.Parse(text!), @case.Parse(Infinity(names[slot][$"{@case.Column}_".Length..])));
        }

        static string Infinity(string name) => name.Replace("inf", "Infinity", StringComparison.Ordinal);
    });

    [SkippableFact]
    public void Numeric_7_a_Single_is_named_by_the_shortest_text_that_parses_back()
    {
        var @case = OneHotCase.Of("numeric-7");

        var encoded = @case.FitEncoder(_mlContext).Transform(@case.Rows(_mlContext));

        Assert.Equal(["c_0.1", "c_0.2", "c_nan"], Encoding.SlotNames(encoded));
    }

    [SkippableFact]
    public void Text_5_the_Turkish_letters_i_are_the_same_columns_when_saved_in_Turkey_and_loaded_elsewhere()
    {
        var @case = OneHotCase.Of("text-5");
        byte[] saved = [];
        Encoding.UnderCulture("tr-TR", () => saved = SavedModel.Bytes(_mlContext, @case.FitEncoder(_mlContext)));

        Encoding.UnderCulture("en-US", () =>
        {
            var encoded = _mlContext.Model.Load(new MemoryStream(saved), out _).Transform(@case.Rows(_mlContext));

            Assert.Equal(@case.Expect.SlotNames, Encoding.SlotNames(encoded));
            Assert.Equal(@case.Expect.Rows, encoded.GetColumn<float[]>(@case.Column));
        });
    }

    private static string[] Numbered(string kind, int count) =>
        [.. Enumerable.Range(1, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}"))];

    private static void AssertNames(OneHotCase @case, string[] names)
    {
        if (@case.Expect.Names == "exact")
        {
            Assert.Equal(@case.Expect.SlotNames, names);
            return;
        }

        Assert.Equal("unique", @case.Expect.Names);
        Assert.Equal(@case.Expect.Width, names.Distinct().Count());
        Assert.All(names, name => Assert.StartsWith($"{@case.Column}_", name, StringComparison.Ordinal));
    }
}
