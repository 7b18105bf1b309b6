using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Samples.Service;

/// <summary>The readers of ML.NET's types.</summary>
internal static class JsonReaders
{
    // What is out of a type's range becomes infinite, which no number of JSON is.
    public static JsonReader<float> Single { get; } = new("a number within the range of Single",
        (json, out value) => TryGet(json, out value, json.TryGetSingle) && float.IsFinite(value), float.NaN, Nullable: true);

    public static JsonReader<double> Double { get; } = new("a number within the range of Double",
        (json, out value) => TryGet(json, out value, json.TryGetDouble) && double.IsFinite(value), double.NaN, Nullable: true);

    public static JsonReader<bool> Boolean { get; } = new("true or false", (json, out value) =>
    {
        value = json.ValueKind == JsonValueKind.True;
        return json.ValueKind is JsonValueKind.True or JsonValueKind.False;
    });

    /// <summary>Missing text is empty, as ML.NET has it.</summary>
    public static JsonReader<ReadOnlyMemory<char>> Text { get; } = new("a text", (json, out value) =>
    {
        var isText = Json.TryGetText(json, out var text);
        value = text.AsMemory();
        return isText;
    }, default, Nullable: true);

    public static JsonReader<T> Integer<T>()
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> =>
        new(Invariant($"a whole number from {T.MinValue} to {T.MaxValue}"), TryGetInteger);

    /// <summary>
    /// A value of a key is its name where the schema has names, and else its number, counted from 0 as in files and classes that ML.NET
    /// reads; the column itself counts from 1 and has 0 for the missing one.
    /// </summary>
    public static JsonReader<T> Key<T>(DataViewSchema.Column column, KeyDataViewType type)
        where T : struct, IBinaryInteger<T>
    {
        if (Names.OfKeys(column) is { } names)
        {
            var keys = names.Index().ToDictionary(name => name.Item, name => T.CreateChecked(name.Index + 1));
            return new($"one of the {keys.Count} texts that it knows, such as {names[0]}", (json, out value) =>
            {
                value = default;
                return Json.TryGetText(json, out var text) && keys.TryGetValue(text, out value);
            }, T.Zero, Nullable: true);
        }

        return new(Invariant($"a whole number from 0 to {type.Count - 1}"), (json, out value) =>
        {
            var isKey = TryGetInteger(json, out ulong number) && number < type.Count;
            value = isKey ? T.CreateChecked(number + 1) : default;
            return isKey;
        }, T.Zero, Nullable: true);
    }

    private static bool TryGetInteger<T>(JsonElement json, out T value)
        where T : struct, IBinaryInteger<T>
    {
        value = default;
        return json.ValueKind == JsonValueKind.Number
            && T.TryParse(json.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    private delegate bool Getting<T>(out T value);

    private static bool TryGet<T>(JsonElement json, out T value, Getting<T> get)
        where T : struct
    {
        value = default;
        return json.ValueKind == JsonValueKind.Number && get(out value);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
