using System.Globalization;
using System.Text.Json;

namespace MlNetDl.ModelSelection.Search;

/// <summary>An option of a space: what values it may have, and under which conditions it has one.</summary>
internal abstract class SearchedOption(string name, IReadOnlyList<Condition> conditions)
{
    public string Name => name;

    public IReadOnlyList<Condition> Conditions => conditions;

    /// <summary>How many values it may have; null where they are too many to count.</summary>
    public abstract long? Count { get; }

    /// <summary>The value at a point of the distribution, from 0 up to and without 1.</summary>
    public abstract JsonElement At(double quantile);

    /// <summary>Its values in a grid: all of them, or as many as asked for, spread over the range with both its ends.</summary>
    public abstract IEnumerable<JsonElement> Grid(int pointsPerRange);

    /// <summary>Whether a value is one that it may have.</summary>
    public abstract bool Allows(JsonElement value);

    /// <summary>What it may be, for messages and for telling one space from another.</summary>
    public abstract string Describe();

    public bool IsActive(OptionValues values) => conditions.All(condition => condition.Holds(values));

    public sealed override string ToString() =>
        $"{name}: {Describe()}{string.Concat(conditions.Select(condition => $" if {condition}"))}";

    protected static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
