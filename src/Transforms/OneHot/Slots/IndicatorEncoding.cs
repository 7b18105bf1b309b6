using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.OneHot;

/// <summary>A 1 in an element's block, at the slot of its category.</summary>
internal sealed class IndicatorEncoding(SlotBlocks blocks) : VectorEncoding(blocks.Width)
{
    protected override int MostEntries => blocks.Elements;

    public override void Annotate(DataViewSchema.Annotations.Builder annotations, Func<string[]> names)
    {
        Name(annotations, names);
        int[] ranges =
        [
            .. Enumerable.Range(0, blocks.Elements).Where(i => blocks.Widths[i] > 0)
                .SelectMany(i => new[] { blocks.Offsets[i], blocks.Offsets[i + 1] - 1 }),
        ];
        annotations.Add(AnnotationUtils.Kinds.CategoricalSlotRanges, AnnotationUtils.GetCategoricalType(ranges.Length / 2),
            (ref VBuffer<int> copy) => AnnotationValues.Copy(ranges, ref copy));
        Normalized(annotations);
    }

    public override Delegate MakeGetter(SlotReader reader)
    {
        ValueGetter<VBuffer<float>> scalar = (ref VBuffer<float> encoded) => WriteOne(ref encoded, reader.ReadOne());
        return blocks.IsVector ? base.MakeGetter(reader) : scalar;
    }

    public override int[] Decode(VBuffer<float> encoded)
    {
        var slots = new int[blocks.Elements];
        Array.Fill(slots, SlotLayout.None);
        foreach (var (element, index) in Ones(encoded, blocks))
        {
            if (slots[element] != SlotLayout.None)
            {
                throw NotEncoded(nameof(encoded), FormattableString.Invariant(
                    $"slots {blocks.Offsets[element] + slots[element]} and {index} are both 1, and are of one value"));
            }

            slots[element] = index - blocks.Offsets[element];
        }

        return slots;
    }

    protected override int List(ReadOnlySpan<int> slots, Span<int> indices, Span<float> values)
    {
        var count = 0;
        var offsets = blocks.Offsets;
        for (var i = 0; i < slots.Length; i++)
        {
            if (slots[i] != SlotLayout.None)
                indices[count++] = offsets[i] + slots[i];
        }

        return count;
    }
}
