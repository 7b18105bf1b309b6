using System.Text.Json;

namespace MlNetDl.ModelSelection.Search;

/// <summary>That an option has a certain value.</summary>
internal sealed record Condition(string Option, JsonElement Value)
{
    public bool Holds(OptionValues values) => values.Find(Option) is { } value && Same(value, Value);

    public bool Excludes(Condition other) => Option == other.Option && !Same(Value, other.Value);

    public override string ToString() => $"{Option} is {Value.GetRawText()}";

    public static bool Same(JsonElement one, JsonElement other) => one.GetRawText() == other.GetRawText();
}
