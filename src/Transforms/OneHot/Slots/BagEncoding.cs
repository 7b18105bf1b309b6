using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Transforms.OneHot;

/// <summary>The number of elements of each category.</summary>
internal sealed class BagEncoding(SlotBlocks blocks) : VectorEncoding(blocks.Width)
{
    private readonly IndicatorEncoding? _scalar = blocks.IsVector ? null : new IndicatorEncoding(blocks);

    protected override int MostEntries => blocks.Elements;

    public override void Annotate(DataViewSchema.Annotations.Builder annotations, Func<string[]> names)
    {
        if (_scalar is not null)
            _scalar.Annotate(annotations, names);
        else
            Name(annotations, names);
    }

    public override int[] Decode(VBuffer<float> encoded)
        => _scalar?.Decode(encoded) ?? throw new InvalidOperationException($"{InputColumns.Encoding}: a bag does not tell which element "
            + "was of which category. Encode the vector with OutputKind Indicator to turn it back.");

    protected override int List(ReadOnlySpan<int> slots, Span<int> indices, Span<float> values)
    {
        slots.CopyTo(indices);
        indices.Sort();
        var count = 0;
        foreach (var slot in indices)
        {
            if (slot == SlotLayout.None)
                continue;

            if (count > 0 && indices[count - 1] == slot)
            {
                values[count - 1]++;
            }
            else
            {
                indices[count] = slot;
                values[count++] = 1;
            }
        }

        return count;
    }
}
