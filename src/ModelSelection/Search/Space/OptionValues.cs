using System.Text.Json;
using System.Text.Json.Serialization;
using MlNetDl.ModelSelection.Search;

namespace MlNetDl.ModelSelection;

/// <summary>The values that one trial has for the options of a <see cref="SearchSpace"/>, by name.</summary>
/// <remarks>
/// Plain data: written by System.Text.Json as one object, in the order of the space. What a condition leaves out is not there. Two are
/// equal if their names and values are.
/// </remarks>
[JsonConverter(typeof(OptionValuesConverter))]
public sealed class OptionValues : IEquatable<OptionValues>
{
    private readonly KeyValuePair<string, JsonElement>[] _values;

    internal OptionValues(IEnumerable<KeyValuePair<string, JsonElement>> values) => _values = [.. values];

    /// <summary>The names of the options that have a value, in the order of the space.</summary>
    public IReadOnlyList<string> Names => [.. _values.Select(pair => pair.Key)];

    internal IReadOnlyList<KeyValuePair<string, JsonElement>> Pairs => _values;

    /// <summary>Whether an option has a value.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>The value of an option.</summary>
    /// <typeparam name="T">
    /// What the value is wanted as: a number, a text, a Boolean, an enumeration's value, an array, or whatever else
    /// System.Text.Json can read from it.
    /// </typeparam>
    /// <exception cref="ArgumentException">The option has no value, or one that is no <typeparamref name="T"/>.</exception>
    public T Get<T>(string name)
    {
        var value = Find(name) ?? throw new ArgumentException(
            $"Option '{name}' has no value; those that have are: {string.Join(", ", Names)}. Correct the name, or, where a condition may "
            + "leave the option out, ask with the value to use then.", nameof(name));
        return Read<T>(name, value);
    }

    /// <summary>The value of an option that a condition may have left out.</summary>
    /// <typeparam name="T">What the value is wanted as.</typeparam>
    /// <param name="name">The option's name.</param>
    /// <param name="otherwise">What is returned if it has no value.</param>
    /// <exception cref="ArgumentException">The value is no <typeparamref name="T"/>.</exception>
    public T Get<T>(string name, T otherwise) => Find(name) is { } value ? Read<T>(name, value) : otherwise;

    /// <inheritdoc/>
    public bool Equals(OptionValues? other) => other is not null && PlainJson.Write(this) == PlainJson.Write(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OptionValues);

    /// <inheritdoc/>
    public override int GetHashCode() => PlainJson.Write(this).GetHashCode(StringComparison.Ordinal);

    /// <summary>The values as they are read: <c>LearningRate 0.003, Optimizer Adam</c>.</summary>
    public override string ToString() => string.Join(", ", _values.Select(pair => $"{pair.Key} {pair.Value}"));

    internal JsonElement? Find(string name)
    {
        foreach (var (key, value) in _values)
        {
            if (key == name)
                return value;
        }

        return null;
    }

    private static T Read<T>(string name, JsonElement value)
    {
        try
        {
            return value.Deserialize<T>(PlainJson.Options)!;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new ArgumentException(
                $"Option '{name}' is {value.GetRawText()}, which is no {typeof(T).Name}. Ask for the type that the space gives it.",
                nameof(name), error);
        }
    }
}
