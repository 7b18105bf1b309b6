using System.Globalization;
using System.Text;

namespace MlNetDl.Transforms.OneHot;

/// <summary>
/// The part of an ONNX graph that looks one element's values up. Codes are numbered as keys are: a slot's is its number and one,
/// and 0 stands for all zeros.
/// </summary>
internal abstract class OneHotOnnxCodes
{
    /// <summary>The number of slots, and the largest code.</summary>
    public abstract int Width { get; }

    /// <summary>The first version of ONNX's operators that has all of those used.</summary>
    public abstract int OpSet { get; }

    /// <summary>Adds what turns a matrix of values into one of codes, as 64-bit integers.</summary>
    public abstract string Write(OneHotOnnxGraph graph, string values);
}

internal sealed class OneHotOnnxCodes<T> : OneHotOnnxCodes where T : notnull
{
    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly T[] _keys;
    private readonly long[] _codes;
    private readonly long _missing;
    private readonly long _unseen;

    /// <exception cref="InvalidOperationException">A graph cannot encode values as the categories are to.</exception>
    public OneHotOnnxCodes(Categories<T> categories)
    {
        if (categories.Rules.Unseen == UnseenValues.Error)
            throw OneHotOnnxRefusals.UnseenError(categories.Rules.Where);

        _missing = categories.Layout.Missing + 1;
        _unseen = categories.UnseenSlot + 1;
        Width = categories.Layout.Width;
        var codes = new Dictionary<T, long>(categories.Kind.Equality);
        for (var i = 0; i < categories.InOrder.Length; i++)
            codes.Add(categories.InOrder[i], categories.Layout.Slots[i] + 1);
        foreach (var value in MissingValues(categories))
            codes.TryAdd(value, _missing);
        // No operator looks values up in an empty table; one value more that is encoded as all others are changes nothing.
        if (codes.Count == 0)
            codes.Add(default!, _unseen);

        (_keys, _codes) = ([.. codes.Keys], [.. codes.Values]);
        if (_keys is ReadOnlyMemory<char>[] texts && Array.Find(texts, text => !IsUnicode(text)) is { Length: > 0 } damaged)
            throw OneHotOnnxRefusals.NoUnicode(categories.Rules.Where, damaged.ToString());
    }

    public override int Width { get; }

    public override int OpSet => typeof(T) == typeof(double) ? 11 : 9;

    public override string Write(OneHotOnnxGraph graph, string values) => _keys switch
    {
        ReadOnlyMemory<char>[] texts => LookUp(graph, values, "keys_strings", Array.ConvertAll(texts, text => text.ToString())),
        float[] numbers => NaNApart(graph, values, LookUp(graph, values, "keys_floats", numbers)),
        double[] numbers => NaNApart(graph, values, Search(graph, values, numbers)),
        _ => LookUp(graph, graph.Add("Cast", [values], ("to", typeof(long))), "keys_int64s", Array.ConvertAll(_keys, ToInt64)),
    };

    private string LookUp(OneHotOnnxGraph graph, string values, string keysName, object keys)
        => graph.Add("LabelEncoder", [values], (keysName, keys), ("values_int64s", _codes), ("default_int64", _unseen));

    /// <summary>No operator looks doubles up, so each is compared with all.</summary>
    private string Search(OneHotOnnxGraph graph, string values, double[] keys)
    {
        // If all but the key that is equal count as -1, the largest is its code.
        var column = graph.Add("Unsqueeze", [values], ("axes", new long[] { 2 }));
        var equal = graph.Add("Equal", [column, graph.Constant(keys, keys.Length)]);
        var codes = graph.Constant(Array.ConvertAll(_codes, code => (int)code), keys.Length);
        var candidates = graph.Add("Where", [equal, codes, graph.Constant([-1], 1)]);
        var largest = graph.Add("ReduceMax", [candidates], ("axes", new long[] { 2 }), ("keepdims", 0L));
        var found = graph.Add("Cast", [largest], ("to", typeof(long)));
        var isUnseen = graph.Add("Less", [found, graph.Constant([0L], 1, 1)]);
        return graph.Add("Where", [isUnseen, graph.Constant([_unseen], 1, 1), found]);
    }

    private string NaNApart(OneHotOnnxGraph graph, string values, string codes)
        => graph.Add("Where", [graph.Add("IsNaN", [values]), graph.Constant([_missing], 1, 1), codes]);

    /// <summary>All values that are missing, but for NaNs.</summary>
    private static IEnumerable<T> MissingValues(Categories<T> categories)
    {
        var (kind, tokens) = (categories.Kind, categories.Rules.Tokens);
        if (kind.IsMissing(default!))
            yield return default!;

        var isToken = kind.TokenTest(tokens);
        foreach (var value in kind.Domain ?? [])
        {
            if (isToken(value))
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

    // Unsigned 64-bit integers as the signed ones that have their bits, which is what casting gives in ONNX Runtime.
    private static long ToInt64(T value)
        => value is ulong bits ? unchecked((long)bits) : ((IConvertible)value).ToInt64(CultureInfo.InvariantCulture);

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
