using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace MlNetDl.Samples.Service;

/// <summary>What JSON text may hold beside well-formed values.</summary>
internal static class Json
{
    private const int LongestQuote = 40;

    /// <summary>The text of a string; false also if it is no valid Unicode, which only shows when it is read.</summary>
    public static bool TryGetText(JsonElement json, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            text = null;
        }

        return text is not null;
    }

    public static bool TryGetName(JsonProperty property, [NotNullWhen(true)] out string? name)
    {
        try
        {
            name = property.Name;
        }
        catch (InvalidOperationException)
        {
            name = null;
        }

        return name is not null;
    }

    /// <summary>The value as a message quotes it.</summary>
    public static string Describe(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String when !TryGetText(json, out _) => "a text that is no valid Unicode",
        _ => json.GetRawText() is { Length: > LongestQuote } text ? $"{text[..LongestQuote]}..." : json.GetRawText(),
    };
}
