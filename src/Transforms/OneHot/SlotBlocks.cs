namespace MlNetDl.Transforms.OneHot;

/// <summary>The slots of a column's elements, one block an element.</summary>
/// <param name="Widths">The number of slots of each block; one block for all elements if they share it.</param>
/// <param name="Prefixes">What names begin with in each block.</param>
/// <param name="Elements">The number of elements; 1 if the column is a scalar.</param>
/// <param name="IsVector">Whether the column is a vector.</param>
internal sealed record SlotBlocks(int[] Widths, string[] Prefixes, int Elements, bool IsVector)
{
    /// <summary>Where the blocks begin, and where the last one ends.</summary>
    public int[] Offsets { get; } = [.. Widths.Aggregate(new List<int> { 0 }, (offsets, width) =>
    {
        offsets.Add(offsets[^1] + width);
        return offsets;
    })];

    public int Width => Offsets[^1];
}
