using Microsoft.ML;
using Xunit;

namespace MlNetDl.Tests.OneHot;

/// <summary>The expected columns are those of pandas' <c>get_dummies(c, dummy_na=True)</c>.</summary>
public class TextEncodingTests
{
    private readonly MLContext _context = new();

    public static TheoryData<string[], string[]> CategoriesInOrder => new()
    {
        { ["b", "A", "a", "B", "_", "é", "Z", "ä", "10", "9"], ["10", "9", "A", "B", "Z", "_", "a", "b", "ä", "é"] },
        { ["e\u0301", "\u00e9", "\ufb01", "fi"], ["e\u0301", "fi", "\u00e9", "\ufb01"] },
        { ["a b", "a\u00a0b", "a", "a ", "A"], ["A", "a", "a ", "a b", "a\u00a0b"] },
        { ["1", "1.0", "01", "1e0"], ["01", "1", "1.0", "1e0"] },
        { ["I", "i", "\u0130", "\u0131"], ["I", "i", "\u0130", "\u0131"] },
        { ["\u00df", "ss", "SS", "\u1e9e"], ["SS", "ss", "\u00df", "\u1e9e"] },
        { ["x", "x", "x"], ["x"] },
        { ["22", "333", "4444", "11111111"], ["11111111", "22", "333", "4444"] },
        // By UTF-16 units the last of these would come first: it begins with the surrogate D83D.
        { ["\U0001F600", "\uffee", "\ue000"], ["\ue000", "\uffee", "\U0001F600"] },
    };

    [Theory]
    [MemberData(nameof(CategoriesInOrder))]
    public void Categories_are_the_texts_as_they_are_in_code_point_order(string[] texts, string[] categories)
    {
        foreach (var culture in new[] { "", "tr-TR", "sv-SE" })
        {
            Encoding.UnderCulture(culture, () =>
            {
                var data = Encoding.Text(_context, texts);

                var encoded = Encoding.Fit(_context, data).Transform(data);

                Assert.Equal([.. categories.Select(category => $"c_{category}"), "c_nan"], Encoding.SlotNames(encoded));
                Assert.Equal(texts.Select(text => $"{Array.IndexOf(categories, text)}"), Encoding.HotSlots(encoded));
            });
        }
    }

    [Fact]
    public void Null_and_empty_text_share_the_missing_slot_and_a_space_and_nan_are_categories()
    {
        var data = Encoding.Text(_context, "b", null, "a", "", "nan", " ");

        var encoded = Encoding.Fit(_context, data).Transform(data);

        Assert.Equal(["2", "4", "1", "4", "3", "0"], Encoding.HotSlots(encoded));
        Assert.Equal(["c_ ", "c_a", "c_b", "c_nan_2", "c_nan"], Encoding.SlotNames(encoded));
    }

    [Fact]
    public void Missing_is_not_unseen_and_unseen_is_not_missing()
    {
        var transformer = Encoding.Fit(_context, Encoding.Text(_context, "a", "b", "a"));

        var encoded = transformer.Transform(Encoding.Text(_context, "a", null, "z", ""));

        Assert.Equal(["0", "2", "", "2"], Encoding.HotSlots(encoded));
        Assert.Equal(["c_a", "c_b", "c_nan"], Encoding.SlotNames(encoded));
    }

    [Fact]
    public void Unseen_texts_are_all_zeros_even_if_they_begin_or_end_like_a_category()
    {
        var transformer = Encoding.Fit(_context, Encoding.Text(_context, "22", "333"));

        Assert.Equal(["", "", "0", ""], Encoding.HotSlots(transformer.Transform(Encoding.Text(_context, "2", "222", "22", "3"))));
    }

    [Fact]
    public void Texts_that_differ_in_one_character_are_two_categories_whatever_their_length()
    {
        for (var length = 1; length <= 40; length++)
        {
            string[] texts =
            [
                new('a', length),
                .. Enumerable.Range(0, length).Select(i => new string('a', i) + 'b' + new string('a', length - i - 1)),
            ];

            var encoded = Encoding.Fit(_context, Encoding.Text(_context, texts)).Transform(Encoding.Text(_context, texts));

            // By code point: a...a first, then with the b ever earlier.
            Assert.Equal([0, .. Enumerable.Range(1, length).Reverse()], Encoding.HotSlots(encoded).Select(int.Parse));
        }
    }

    [Fact]
    public void Without_training_rows_there_is_the_missing_slot_alone()
    {
        var transformer = Encoding.Fit(_context, Encoding.Text(_context));

        var encoded = transformer.Transform(Encoding.Text(_context, "x", null));

        Assert.Equal(["", "0"], Encoding.HotSlots(encoded));
        Assert.Equal(["c_nan"], Encoding.SlotNames(encoded));
    }

    [Fact]
    public void Text_that_is_a_part_of_a_longer_one_is_kept_as_a_copy()
    {
        // What the text loader hands out are slices of its line buffers, which it uses again.
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, Enumerable.Range(0, 3000).Select(i => $"v{i % 7},{i}"));
            var data = _context.Data.LoadFromTextFile(file, [new("c", Microsoft.ML.Data.DataKind.String, 0)], separatorChar: ',');

            var encoded = Encoding.Fit(_context, data).Transform(data);

            Assert.Equal(["c_v0", "c_v1", "c_v2", "c_v3", "c_v4", "c_v5", "c_v6", "c_nan"], Encoding.SlotNames(encoded));
            Assert.Equal(Enumerable.Range(0, 3000).Select(i => $"{i % 7}"), Encoding.HotSlots(encoded));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
