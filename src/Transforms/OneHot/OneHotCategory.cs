namespace MlNetDl.Transforms;

/// <summary>A category of a fitted one-hot encoding: what it stands for, how often training saw it, and where it is encoded.</summary>
public sealed class OneHotCategory
{
    internal OneHotCategory(CategoryRole role, object? value, long count, int? slot, string name, IReadOnlyList<OneHotCategory> members)
        => (Role, Value, Count, Slot, Name, Members) = (role, value, count, slot, name, members);

    /// <summary>What the category stands for.</summary>
    public CategoryRole Role { get; }

    /// <summary>
    /// The value: a <see cref="string"/> for text and for keys, otherwise a number or <see cref="bool"/> of the column's type. Null for
    /// infrequent and for missing values.
    /// </summary>
    public object? Value { get; }

    /// <summary>How many training values were of the category.</summary>
    public long Count { get; }

    /// <summary>
    /// The index from 0 of the category's slot in the encoded vector; with output kinds <c>Key</c> and <c>Binary</c>, its key or number
    /// less one. Null if it is encoded as all zeros: it was dropped, or is the missing category and has no slot.
    /// </summary>
    public int? Slot { get; }

    /// <summary>The name of the slot, or the one it would have.</summary>
    public string Name { get; }

    /// <summary>The values that infrequent ones stand for, in their order; empty for other categories.</summary>
    public IReadOnlyList<OneHotCategory> Members { get; }

    /// <returns>The name and the count, for a reader.</returns>
    public override string ToString() => FormattableString.Invariant($"{Name} ({Count})");
}
