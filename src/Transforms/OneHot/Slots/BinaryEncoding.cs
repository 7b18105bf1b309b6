using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms.Inspection;

namespace MlNetDl.Transforms.OneHot;

/// <summary>
/// The number of an element's slot, from 1, in binary, the highest bit first: fewer slots than categories, and all zeros for what has
/// no slot.
/// </summary>
internal sealed class BinaryEncoding : VectorEncoding
{
    private readonly SlotBlocks _categories;
    private readonly SlotBlocks _bits;

    public BinaryEncoding(SlotBlocks categories)
        : this(categories, new SlotBlocks(
            Array.ConvertAll(categories.Widths, BitsFor), categories.Prefixes, categories.Elements, categories.IsVector))
    {
    }

    private BinaryEncoding(SlotBlocks categories, SlotBlocks bits)
        : base(bits.Width)
        => (_categories, _bits) = (categories, bits);

    protected override int MostEntries => _bits.Width;

    public override void Annotate(DataViewSchema.Annotations.Builder annotations, Func<string[]> names)
    {
        Name(annotations, () => SlotNames.For(
        [
            .. _bits.Widths.Zip(_bits.Prefixes)
                .SelectMany(block => Enumerable.Range(1, block.First).Select(i => ($"{block.Second}bit{block.First - i}", 0))),
        ]));
        Normalized(annotations);
    }

    public override int[] Decode(VBuffer<float> encoded)
    {
        var numbers = new int[_bits.Elements];
        foreach (var (element, index) in Ones(encoded, _bits))
            numbers[element] |= 1 << (_bits.Offsets[element + 1] - 1 - index);

        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] > _categories.Widths[i])
            {
                throw NotEncoded(nameof(encoded), FormattableString.Invariant(
                    $"its bits are number {numbers[i]}, and there are {_categories.Widths[i]} categories"));
            }
        }

        return Array.ConvertAll(numbers, number => number - 1);
    }

    protected override int List(ReadOnlySpan<int> slots, Span<int> indices, Span<float> values)
    {
        var count = 0;
        for (var i = 0; i < slots.Length; i++)
        {
            var number = slots[i] + 1;
            for (var bit = _bits.Widths[i] - 1; bit >= 0; bit--)
            {
                if ((number >> bit & 1) == 1)
                    indices[count++] = _bits.Offsets[i + 1] - 1 - bit;
            }
        }

        return count;
    }

    /// <summary>The bits that hold a number from 0 to <paramref name="width"/>.</summary>
    public static int BitsFor(int width) => 32 - BitOperations.LeadingZeroCount((uint)width);
}
