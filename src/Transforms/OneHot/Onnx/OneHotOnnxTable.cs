using System.Text;

namespace MlNetDl.Transforms.OneHot;

/// <summary>
/// What an ONNX graph looks an element's values up in. Codes are numbered as keys are: a slot's is its number and one, and 0 stands
/// for all zeros.
/// </summary>
internal sealed class OneHotOnnxTable<T> where T : notnull
{
    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="InvalidOperationException">A graph cannot encode values as the categories are to.</exception>
    public OneHotOnnxTable(Categories<T> categories)
    {
        if (categories.Rules.Unseen == UnseenValues.Error)
            throw OneHotOnnxRefusals.UnseenError(categories.Rules.Where);

        Missing = categories.Layout.Missing + 1;
        Unseen = categories.UnseenSlot + 1;
        var codes = new Dictionary<T, long>(categories.Kind.Equality);
        for (var i = 0; i < categories.InOrder.Length; i++)
            codes.Add(categories.InOrder[i], categories.Layout.Slots[i] + 1);
        foreach (var value in MissingValues(categories))
            codes.TryAdd(value, Missing);
        // ONNX does not say what the largest of none is. A value that is encoded as all that are unseen changes nothing.
        if (codes.Count == 0)
            codes.Add(default!, Unseen);

        (Keys, Codes) = ([.. codes.Keys], [.. codes.Values]);
        if (Keys is ReadOnlyMemory<char>[] texts && Array.Find(texts, text => !IsUnicode(text)) is { Length: > 0 } damaged)
            throw OneHotOnnxRefusals.NoUnicode(categories.Rules.Where, damaged.ToString());
    }

    /// <summary>The values in the table, each once.</summary>
    public T[] Keys { get; }

    /// <summary>The code of each.</summary>
    public long[] Codes { get; }

    /// <summary>The code of a NaN.</summary>
    public long Missing { get; }

    /// <summary>The code of a value that is not in the table.</summary>
    public long Unseen { get; }

    /// <summary>All values that are missing, but for NaNs.</summary>
    private static IEnumerable<T> MissingValues(Categories<T> categories)
    {
        var (kind, tokens) = (categories.Kind, categories.Rules.Tokens);
        if (kind.IsMissing(default!))
            yield return default!;

        var isToken = kind.TokenTest(tokens);
        foreach (var value in kind.Domain ?? [])
        {
            if (kind.IsMissing(value) || isToken(value))
                yield return value;
        }

        foreach (var text in tokens.Texts.SelectMany(token => Spellings(categories, token)))
        {
            if (kind.TryParse(text, out var value) && isToken(value))
                yield return value;
        }
    }

    private static string[] Spellings(Categories<T> categories, string token)
        => categories is Categories<ReadOnlyMemory<char>> && categories.Rules.Tokens.IgnoreCase
            ? OneHotOnnxSpellings.Of(token) ?? throw OneHotOnnxRefusals.TooManySpellings(categories.Rules.Where, token)
            : [token];

    private static bool IsUnicode(ReadOnlyMemory<char> text)
    {
        try
        {
            return _strictUtf8.GetByteCount(text.Span) >= 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
