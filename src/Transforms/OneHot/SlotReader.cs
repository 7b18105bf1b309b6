namespace MlNetDl.Transforms.OneHot;

/// <summary>Finds the slots of a row's elements; for one thread.</summary>
internal abstract class SlotReader
{
    /// <summary>
    /// The slot of each element of the row the cursor is at, counted from its own categories' first, or <see cref="SlotLayout.None"/>;
    /// good until the next call.
    /// </summary>
    public abstract ReadOnlySpan<int> Read();
}

internal sealed class SlotReader<T>(ElementReader<T> reader, Categories<T>[] elements) : SlotReader where T : notnull
{
    private readonly int[] _slots = new int[elements.Length];

    public override ReadOnlySpan<int> Read()
    {
        var values = reader.Read();
        var slots = _slots;
        for (var i = 0; i < slots.Length; i++)
            slots[i] = elements[i].SlotOf(values[i]);

        return slots;
    }
}
