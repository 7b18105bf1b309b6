namespace MlNetDl.Transforms.OneHot;

/// <summary>The slots of a column's elements, one block an element.</summary>
/// <param name="widths">The number of slots of each block; one block for all elements if they share it.</param>
/// <param name="prefixes">What names begin with in each block.</param>
/// <param name="elements">The number of elements; 1 if the column is a scalar.</param>
/// <param name="isVector">Whether the column is a vector.</param>
internal sealed class SlotBlocks(int[] widths, string[] prefixes, int elements, bool isVector)
{
    public int[] Widths => widths;

    public string[] Prefixes => prefixes;

    public int Elements => elements;

    public bool IsVector => isVector;

    /// <summary>Where the blocks begin, and where the last one ends.</summary>
    public int[] Offsets { get; } = [.. widths.Aggregate(new List<int> { 0 }, (offsets, width) =>
    {
        offsets.Add(offsets[^1] + width);
        return offsets;
    })];

    public int Width => Offsets[^1];
}
