using System.Globalization;

namespace MlNetDl.Transforms.OneHot;

/// <summary>Reads the categories that the user gave for a column instead of having them learned.</summary>
internal static class GivenCategories
{
    /// <exception cref="ArgumentOutOfRangeException">One is missing, is there twice or is no value of the column.</exception>
    public static T[] Parse<T>(object[] given, string column, ValueKind<T> kind, NaNAwareOneHotEncodingEstimator.Options options)
        where T : notnull
    {
        var isToken = kind.TokenTest(MissingTokens.Of(options));
        var known = new HashSet<T>(kind.Equality);
        var values = new List<T>(given.Length);
        foreach (var item in given)
        {
            var text = Spelled(item) ?? throw Refused(
                $"have a {item.GetType()}", $"The column is of type {kind.Type}. Give values of that type, or text that spells them");
            var isValue = kind.TryParse(text, out var value);
            if (text.Length == 0 || item is float.NaN or double.NaN || (isValue && (kind.IsMissing(value) || isToken(value))))
            {
                throw Refused(text.Length == 0 ? "have one that is null or empty" : $"have '{text}'",
                    $"That is a missing value, which has a slot of its own by {nameof(MissingCategory)}. Leave it out");
            }

            // A Single is not the double that is spelled like it: 0.1f would be a category that no value of a Double column is of.
            if (!isValue || (item is float single && value is double widened && widened != single))
                throw Refused($"have '{text}'", $"The column is of type {kind.Type}. Give values of that type");

            value = kind.Keep(value);
            if (!known.Add(value))
                throw Refused($"have '{text}' more than once", "Give each value once");

            values.Add(value);
        }

        return [.. values];

        ArgumentOutOfRangeException Refused(string fault, string remedy)
            => new(nameof(options), $"{InputColumns.Encoding}: Categories of input column '{column}' {fault}. {remedy}.");
    }

    /// <summary>A value as text, or null if it is no kind of value that a column holds.</summary>
    private static string? Spelled(object? item) => item switch
    {
        null => "",
        string or char or ReadOnlyMemory<char> or bool or Enum
            or sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal
            => Convert.ToString(item, CultureInfo.InvariantCulture),
        _ => null,
    };
}
