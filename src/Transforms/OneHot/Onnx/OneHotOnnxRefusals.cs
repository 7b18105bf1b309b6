namespace MlNetDl.Transforms.OneHot;

/// <summary>What is said of encodings that ONNX cannot express.</summary>
internal static class OneHotOnnxRefusals
{
    public static InvalidOperationException UnseenError(string where) => Refusal(where,
        $"{nameof(UnseenValues)} is {nameof(UnseenValues.Error)}, and a graph cannot refuse a value",
        $"Fit with {nameof(UnseenValues.Zeros)}, {nameof(UnseenValues.Missing)} or {nameof(UnseenValues.Infrequent)} for the export.");

    public static InvalidOperationException TooManySpellings(string where, string token) => Refusal(where,
        $"IgnoreMissingTokenCase is set, a graph compares exact text, and the missing token '{token}' has more than "
            + FormattableString.Invariant($"{OneHotOnnxSpellings.Most} spellings"),
        "Fit with those that occur in MissingTokens, and without IgnoreMissingTokenCase.");

    public static InvalidOperationException NoUnicode(string where, string text) => Refusal(where,
        $"'{text}' among its categories or MissingTokens holds half a surrogate pair, which the text of a graph cannot",
        "Correct it, in the data too, and fit anew.");

    private static InvalidOperationException Refusal(string where, string reason, string remedy)
        => new($"{InputColumns.Encoding}: the encoding of {where} cannot be exported to ONNX: {reason}. {remedy}");
}
