using System.Globalization;

namespace MlNetDl.Transforms;

/// <summary>What a fitted <see cref="TabularFeaturesEstimator"/> made of one column of the table, and where in the vector it is.</summary>
public sealed class TabularColumn
{
    private const int MostListed = 8;

    internal TabularColumn(
        string name, TabularColumnKind kind, int firstSlot, string[] slotNames, double[] medians, OneHotCategory[] categories, long missing)
    {
        (Name, Kind, FirstSlot, SlotNames) = (name, kind, firstSlot, slotNames);
        (Medians, Categories, MissingInTraining) = (medians, categories, missing);
    }

    /// <summary>The name of the column.</summary>
    public string Name { get; }

    /// <summary>What was made of it.</summary>
    public TabularColumnKind Kind { get; }

    /// <summary>The index from 0 of the column's first slot in the vector; its slots follow each other.</summary>
    public int FirstSlot { get; }

    /// <summary>The number of the column's slots.</summary>
    public int NumberOfSlots => SlotNames.Count;

    /// <summary>The names of the column's slots, in order.</summary>
    public IReadOnlyList<string> SlotNames { get; }

    /// <summary>
    /// The median of the training values, of each element of a vector; empty if the column is of categories. The slots of numbers come
    /// first; those that follow tell of missing values.
    /// </summary>
    public IReadOnlyList<double> Medians { get; }

    /// <summary>
    /// The categories in order, those of a vector's elements one after the other, each with its slot in the whole vector; empty if the
    /// column is of numbers.
    /// </summary>
    public IReadOnlyList<OneHotCategory> Categories { get; }

    /// <summary>How many training values were missing, of all elements of a vector together.</summary>
    public long MissingInTraining { get; }

    /// <returns>What was decided of the column, as the log has it.</returns>
    public override string ToString() => FormattableString.Invariant($"{Name}: {Described}; missing in training: {MissingInTraining}");

    private string Described
    {
        get
        {
            if (Kind == TabularColumnKind.Categorical)
                return $"categories, {Slots(FirstSlot, NumberOfSlots)}: {Listed(SlotNames)}";

            var numbers = Medians.Count;
            var medians = Listed(Medians.Select(Text));
            var text = numbers == 1 ? $"number, {Slots(FirstSlot, 1)}, median {medians}"
                : $"numbers, {Slots(FirstSlot, numbers)}, medians {medians}";
            return NumberOfSlots == numbers ? text
                : $"{text}; {Slots(FirstSlot + numbers, NumberOfSlots - numbers)} for missing: {Listed(SlotNames.Skip(numbers))}";
        }
    }

    // The median of Singles mostly is one, and then has fewer digits as such.
    private static string Text(double median)
        => (float)median == median
            ? ((float)median).ToString(CultureInfo.InvariantCulture)
            : median.ToString(CultureInfo.InvariantCulture);

    private static string Slots(int first, int count)
        => count == 1 ? FormattableString.Invariant($"slot {first}") : FormattableString.Invariant($"slots {first} to {first + count - 1}");

    private static string Listed(IEnumerable<string> texts)
    {
        var listed = texts.Take(MostListed + 1).ToList();
        return listed.Count <= MostListed ? string.Join(", ", listed) : $"{string.Join(", ", listed.Take(MostListed))}, ...";
    }
}
