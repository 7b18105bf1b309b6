using System.Text.Json;

namespace MlNetDl.ModelSelection.Search;

/// <summary>One of some values, each as likely as the other.</summary>
internal sealed class ChoiceOption(string name, IReadOnlyList<JsonElement> values, IReadOnlyList<Condition> conditions)
    : SearchedOption(name, conditions)
{
    public override long? Count => values.Count;

    public override JsonElement At(double quantile) => values[Math.Min((int)(quantile * values.Count), values.Count - 1)];

    public override IEnumerable<JsonElement> Grid(int pointsPerRange) => values;

    public override bool Allows(JsonElement value) => values.Any(own => Condition.Same(own, value));

    public override string Describe() => $"one of {string.Join(", ", values.Select(value => value.GetRawText()))}";
}
