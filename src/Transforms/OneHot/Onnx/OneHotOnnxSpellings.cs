using System.Text;

namespace MlNetDl.Transforms.OneHot;

/// <summary>The texts that are equal to a token without regard to case, for where nothing but equal texts can be looked up.</summary>
internal static class OneHotOnnxSpellings
{
    /// <summary>The most spellings that are listed, enough for a token of 16 letters.</summary>
    public const int Most = 100_000;

    /// <summary>Lists them, or gives null if they are too many.</summary>
    public static string[]? Of(string token)
    {
        var spellings = new List<string> { "" };
        foreach (var rune in token.EnumerateRunes())
        {
            var variants = Variants(rune);
            if ((long)spellings.Count * variants.Length > Most)
                return null;

            spellings = [.. spellings.SelectMany(start => variants, (start, variant) => start + variant)];
        }

        return [.. spellings];
    }

    // .NET has no list of what its comparison takes for equal. It compares code points of as many UTF-16 units one by one.
    private static string[] Variants(Rune rune)
    {
        var (first, last) = rune.IsBmp ? (0, 0xFFFF) : (0x10000, 0x10FFFF);
        var text = rune.ToString();
        return [.. Enumerable.Range(first, last - first + 1).Where(Rune.IsValid).Select(value => new Rune(value).ToString())
            .Where(other => other.Equals(text, StringComparison.OrdinalIgnoreCase))];
    }
}
