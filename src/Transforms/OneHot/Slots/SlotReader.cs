using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.OneHot;

/// <summary>Finds the slots of a row's elements; for one thread.</summary>
internal abstract class SlotReader
{
    /// <summary>
    /// The slot of each element of the row the cursor is at, counted from its own categories' first, or <see cref="SlotLayout.None"/>;
    /// good until the next call.
    /// </summary>
    public abstract ReadOnlySpan<int> Read();

    /// <summary>The same for a row with one element.</summary>
    public abstract int ReadOne();
}

internal sealed class ScalarSlotReader<T>(ScalarReader<T> reader, Categories<T> categories) : SlotReader where T : notnull
{
    private int _slot;

    public override int ReadOne() => categories.SlotOf(reader.Read());

    public override ReadOnlySpan<int> Read()
    {
        _slot = ReadOne();
        return new ReadOnlySpan<int>(in _slot);
    }
}

internal sealed class VectorSlotReader<T>(VectorReader<T> reader, Categories<T>[] elements) : SlotReader where T : notnull
{
    private readonly int[] _slots = new int[elements.Length];

    public override int ReadOne() => Read()[0];

    public override ReadOnlySpan<int> Read()
    {
        var values = reader.Read();
        var slots = _slots;
        for (var i = 0; i < slots.Length; i++)
            slots[i] = elements[i].SlotOf(values[i]);

        return slots;
    }
}
